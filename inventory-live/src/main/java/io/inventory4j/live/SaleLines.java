package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a sale by SKU, by number and by stock key. Notes name them by number: a SKU may fill a whole note. */
final class SaleLines {
    private final List<SaleLine> lines;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<StockKey, Integer> byKey = new HashMap<>();

    SaleLines(List<SaleLine> lines) {
        this.lines = List.copyOf(lines);
        for (int i = 0; i < lines.size(); i++) {
            SaleLine line = lines.get(i);
            if (numbers.put(line.sku(), i) != null) {
                throw new IllegalArgumentException("SKU " + line.sku() + " is in the plan twice");
            }
            for (Share share : line.shares()) {
                byKey.put(share.key(), i);
            }
        }
        for (SaleLine line : lines) {
            if (line.backup() != null && (line.backup().equals(line.sku()) || !numbers.containsKey(line.backup()))) {
                throw new IllegalArgumentException(
                        line.sku() + " has the backup " + line.backup() + ", which has to be another SKU of the plan");
            }
        }
    }

    List<SaleLine> all() {
        return lines;
    }

    SaleLine get(int number) {
        return lines.get(Objects.checkIndex(number, lines.size()));
    }

    /** The number of a SKU. */
    int number(String sku) {
        Integer number = numbers.get(sku);
        if (number == null) {
            throw new IllegalArgumentException("SKU " + sku + " is not in the plan");
        }
        return number;
    }

    SaleLine get(String sku) {
        return lines.get(number(sku));
    }

    /** The number of the SKU that is sold there, or null. */
    @Nullable
    Integer soldAt(StockKey key) {
        return byKey.get(key);
    }

    /** Where a SKU is sold on a channel; on all channels where the plan does not tell them apart. */
    Share share(String sku, @Nullable String channel) {
        List<Share> shares = get(sku).shares();
        for (Share share : shares) {
            if (share.channel() == null || share.channel().equals(channel)) {
                return share;
            }
        }
        List<String> channels = new ArrayList<>();
        shares.forEach(share -> channels.add(String.valueOf(share.channel())));
        throw new IllegalArgumentException(sku + " has no share for the channel " + channel + "; it has " + channels);
    }

    /** The levels of all shares, and of the lines that their units come from. */
    Map<StockKey, StockLevel> levels(Inventory inventory) {
        return levels(inventory, lines);
    }

    /** Those of some lines only. */
    Map<StockKey, StockLevel> levels(Inventory inventory, List<SaleLine> some) {
        Set<StockKey> keys = new LinkedHashSet<>();
        for (SaleLine line : some) {
            line.shares().forEach(share -> keys.add(share.key()));
            if (!line.kit()) {
                keys.add(line.stock());
            }
        }
        Map<StockKey, StockLevel> levels = new HashMap<>();
        inventory.levels(keys).forEach(level -> levels.put(level.key(), level));
        return levels;
    }

    /** The number of a channel's share of a SKU. */
    int share(SaleLine line, Share share) {
        return line.shares().indexOf(share);
    }
}
