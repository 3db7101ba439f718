package io.inventory4j.examples.replay.live;

import io.inventory4j.examples.replay.plan.SaleChannels;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the shop's tills know of the sale: where an article is sold on a channel, what is sold in its place, and what
 * goes together. Thread-safe.
 */
public final class SaleFloor {
    private final LiveSale sale;
    private final Shelves shelves;
    private final Map<String, PlannedSku> plan;
    private final List<PlannedSku> kits;

    /**
     * The floor of a sale that is open.
     *
     * @param sale the sale
     * @param plan its plan
     */
    public SaleFloor(LiveSale sale, SalePlan plan) {
        this.sale = sale;
        shelves = new Shelves(plan);
        this.plan = plan.bySku();
        kits = plan.lines().stream().filter(PlannedSku::isKit).toList();
    }

    /**
     * Where orders of a channel have an article, whatever is sold in its place by now.
     *
     * @param sku a stock code
     * @param channel a channel
     * @return its line; the shop's own one where the sale does not sell it there
     */
    public StockKey key(String sku, String channel) {
        return sells(sku, channel) ? sale.ownKey(sku, channel) : shelves.of(sku);
    }

    /**
     * The lines of the sale's own that have an article.
     *
     * @param sku a stock code
     * @return those of all channels; none where it is sold from the shelf
     */
    public List<StockKey> lines(String sku) {
        return SaleChannels.ALL.stream()
                .map(channel -> key(sku, channel))
                .filter(key -> !key.equals(shelves.of(sku)))
                .distinct()
                .toList();
    }

    private boolean sells(String sku, String channel) {
        PlannedSku line = plan.get(sku);
        if (line == null) {
            return false;
        }
        Map<String, Long> shares = line.shares().units();
        boolean pool = !line.shares().isolated() || shares.isEmpty() || sum(shares) < line.allotment();
        return pool || shares.containsKey(channel);
    }

    private static long sum(Map<String, Long> shares) {
        return shares.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What a buyer finds who wants an article now.
     *
     * @param sku a stock code
     * @param channel where the buyer comes from
     * @return the article, or the one that the sale was switched to; null where it is not sold there
     */
    public @Nullable String offered(String sku, String channel) {
        if (!sells(sku, channel)) {
            return null;
        }
        String now = sale.key(sku, channel).sku();
        return now.equals(sku) || sells(now, channel) ? now : null;
    }

    /**
     * Whether a name is that of a kit.
     *
     * @param sku a stock code
     * @return true if it has no goods of its own
     */
    public boolean isKit(String sku) {
        PlannedSku line = plan.get(sku);
        return line != null && line.isKit();
    }

    /**
     * Adds kits to what a buyer wants, as far as all of their parts are wanted.
     *
     * @param wanted units by article
     * @param channel where the buyer comes from
     * @return the same, and behind it the kits by their names; what a part has is still all that is wanted of it
     */
    public Map<String, Long> withKits(Map<String, Long> wanted, String channel) {
        Map<String, Long> all = new LinkedHashMap<>(wanted);
        for (PlannedSku kit : kits) {
            if (offered(kit.sku(), channel) != null) {
                all.put(kit.sku(), Bounds.MAX_QUANTITY);
            }
        }
        return fitted(all);
    }

    /**
     * Lowers the kits of a basket to those that its articles make up and an order can hold.
     *
     * @param units by article and kit
     * @return a copy without kits of which there are none
     */
    public Map<String, Long> fitted(Map<String, Long> units) {
        Map<String, Long> fitted = new LinkedHashMap<>(units);
        Map<String, Long> rest = new LinkedHashMap<>(units);
        int lines = (int) units.keySet().stream().filter(sku -> !isKit(sku)).count();
        for (PlannedSku kit : kits) {
            Long most = fitted.remove(kit.sku());
            long made = most == null ? 0 : Math.min(most, made(kit, rest));
            // The kit itself, and what of its parts and gifts may need lines beside those of the articles.
            int more = 1 + kit.parts().size() + kit.gifts().size();
            if (made > 0 && lines + more <= Bounds.MAX_LINES) {
                lines += more;
                fitted.put(kit.sku(), made);
                kit.parts().forEach((part, each) -> rest.merge(part, -made * each, Long::sum));
            }
        }
        return fitted;
    }

    private static long made(PlannedSku kit, Map<String, Long> units) {
        return kit.parts().entrySet().stream()
                .mapToLong(part -> units.getOrDefault(part.getKey(), 0L) / part.getValue())
                .min()
                .orElse(0);
    }

    /**
     * Adds what a buyer wants to a request: kits, the rest singly, and the gifts of single articles.
     *
     * @param empty a request without lines
     * @param units by article and kit, fitted
     * @param channel where the buyer comes from
     * @return the request
     */
    public ReserveRequest request(ReserveRequest empty, Map<String, Long> units, String channel) {
        Map<String, Long> rest = new LinkedHashMap<>(units);
        ReserveRequest request = empty.channel(channel);
        for (PlannedSku kit : kits) {
            Long count = rest.remove(kit.sku());
            if (count != null) {
                request = request.kit(kit.kit(key(kit.sku(), channel).location()), count);
                kit.parts().forEach((part, each) -> rest.merge(part, -count * each, Long::sum));
            }
        }
        Map<StockKey, Long> gifts = new LinkedHashMap<>();
        for (Map.Entry<String, Long> line : rest.entrySet()) {
            if (line.getValue() > 0) {
                request = request.line(key(line.getKey(), channel), line.getValue());
                PlannedSku planned = plan.get(line.getKey());
                if (planned != null) {
                    planned.gifts()
                            .forEach(
                                    (gift, each) -> gifts.merge(key(gift, channel), each * line.getValue(), Long::sum));
                }
            }
        }
        for (Map.Entry<StockKey, Long> gift : gifts.entrySet()) {
            request =
                    request.lines().size() < Bounds.MAX_LINES ? request.upTo(gift.getKey(), gift.getValue()) : request;
        }
        return request;
    }
}
