package io.inventory4j.live.plan;

import java.util.Map;

/**
 * Where the allotment of a SKU is sold.
 *
 * @param isolated true moves the allotment to stock lines of the sale: the shares of channels each to their own, and
 *     what is left to one for every channel. False leaves it where it is, beside the shop's other sales, and caps what
 *     the sale may take
 * @param units by channel: if isolated, its share; if shared, the most that is sold through it. 0 to 2^53 - 1; may be
 *     empty. A channel has 1 to 40 code points and no slash
 */
public record ChannelShares(boolean isolated, Map<String, Long> units) {
    /** The longest channel: it becomes part of locations and counters. */
    private static final int MAX_CHANNEL = 40;

    /**
     * Checks and copies.
     *
     * @throws PlanException if a channel or its units are out of bounds
     */
    public ChannelShares {
        units = Faults.copy(units);
        Faults faults = new Faults();
        faults.listed(PlanColumn.CHANNEL_SHARES, "channel", units, 0);
        units.keySet().forEach(channel -> channel(faults, PlanColumn.CHANNEL_SHARES, channel));
        faults.throwIfAny();
    }

    static void channel(Faults faults, PlanColumn column, String channel) {
        int length = channel.codePointCount(0, channel.length());
        if (length > MAX_CHANNEL || channel.indexOf('/') >= 0) {
            faults.add(
                    column,
                    "channel '" + PlanProblem.shown(channel) + "' has " + length + " code points; it needs 1 to "
                            + MAX_CHANNEL + ", and no slash");
        }
    }

    /**
     * Isolated from the shop's other sales.
     *
     * @param shares units by channel; empty for one pool
     * @return the shares
     */
    public static ChannelShares isolated(Map<String, Long> shares) {
        return new ChannelShares(true, shares);
    }

    /**
     * Shared with the shop's other sales.
     *
     * @param caps the most by channel; empty for none
     * @return the shares
     */
    public static ChannelShares shared(Map<String, Long> caps) {
        return new ChannelShares(false, caps);
    }
}
