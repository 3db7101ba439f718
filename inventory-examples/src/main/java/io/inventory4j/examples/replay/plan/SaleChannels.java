package io.inventory4j.examples.replay.plan;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The channels that the orders come through. */
public final class SaleChannels {
    /** The broadcast itself. */
    public static final String LIVE_ROOM = "live-room";

    static final String SHOP = "shop";
    static final String PARTNER = "partner";

    /** All of them. */
    public static final List<String> ALL = List.of(LIVE_ROOM, SHOP, PARTNER);

    private SaleChannels() {}

    /**
     * The channel of an order: drawn by its id alone, so that it is the same in every run.
     *
     * @param order the order's id
     * @return the channel
     */
    public static String of(String order) {
        CRC32 hash = new CRC32();
        hash.update(order.getBytes(StandardCharsets.UTF_8));
        return ALL.get((int) (hash.getValue() % ALL.size()));
    }

    /**
     * Shares of all channels, which add up.
     *
     * @param units what is shared
     * @param liveRoomPercent what the live room gets; the others get equal parts of the rest
     */
    static Map<String, Long> split(long units, int liveRoomPercent) {
        long liveRoom = units * liveRoomPercent / 100;
        long partner = (units - liveRoom) / 2;
        Map<String, Long> shares = new LinkedHashMap<>();
        shares.put(LIVE_ROOM, liveRoom);
        shares.put(SHOP, units - liveRoom - partner);
        shares.put(PARTNER, partner);
        return shares;
    }
}
