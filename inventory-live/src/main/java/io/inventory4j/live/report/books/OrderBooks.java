package io.inventory4j.live.report.books;

import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of each order. It grows with the steps of the orders, so it keeps of each what a discrepancy
 * cites, and no more: about 100 bytes, and the names.
 */
final class OrderBooks {
    private static final int MOST_CITED = 200;

    /** One order, as it is looked at. */
    record OrderBook(String order, List<Step> steps) {
        /** What it has of each line. */
        Map<StockKey, OrderedUnits> lines() {
            Map<StockKey, OrderedUnits> lines = new TreeMap<>();
            steps.forEach(step -> lines.merge(step.key, step.units(), OrderedUnits::plus));
            return lines;
        }

        List<EntryEvidence> cited(List<Step> some) {
            return some.stream()
                    .limit(MOST_CITED)
                    .map(step -> step.evidence(order))
                    .toList();
        }

        /** Whether it certainly took units over from another order, so that its entries do not say what it has. */
        boolean tookOver(String sku) {
            return steps.stream().anyMatch(step -> step.key.sku().equals(sku) && step.tookOver());
        }

        /** The entries of a SKU, oldest first. */
        List<EntryEvidence> entries(String sku) {
            return cited(
                    steps.stream().filter(step -> step.key.sku().equals(sku)).toList());
        }
    }

    /**
     * What one order has of one line.
     *
     * @param sold sold, less what was given back
     */
    record OrderedUnits(long sold, long shipped, long returned) {
        private OrderedUnits plus(OrderedUnits other) {
            return new OrderedUnits(sold + other.sold, shipped + other.shipped, returned + other.returned);
        }
    }

    /** One entry of an order, and the one before it. */
    static final class Step {
        private final long sequence;
        private final long second;
        private final int nano;
        private final CommandKind kind;
        private final @Nullable String settlement;
        private final StockKey key;
        private final long version;
        private final long available;
        private final long reserved;
        private final long committed;
        private final long inspected;
        private final @Nullable EntryEvidence impossible;
        private final @Nullable Step before;

        private Step(JournalEntry entry, StockKey key, @Nullable Step before) {
            this.sequence = entry.sequence();
            Instant at = entry.at();
            this.second = at.getEpochSecond();
            this.nano = at.getNano();
            this.kind = entry.kind();
            this.settlement = entry.settlement();
            this.key = key;
            this.version = entry.change().after().version();
            this.available = entry.change().delta(Bucket.AVAILABLE);
            this.reserved = entry.change().delta(Bucket.RESERVED);
            this.committed = entry.change().delta(Bucket.COMMITTED);
            this.inspected = entry.change().delta(Bucket.QUALITY_CONTROL);
            this.impossible = EntryShape.possible(entry) ? null : EntryEvidence.of(entry);
            this.before = before;
        }

        StockKey key() {
            return key;
        }

        @Nullable
        String settlement() {
            return settlement;
        }

        /** A new order gives nothing back and always takes something, unless another one had it. */
        private boolean tookOver() {
            boolean ordered = kind == CommandKind.RESERVE || kind == CommandKind.SELL;
            return ordered && (committed < 0 || (available == 0 && reserved == 0 && committed == 0));
        }

        private OrderedUnits units() {
            return switch (kind) {
                case SHIP -> new OrderedUnits(0, -committed, 0);
                case RETURN -> new OrderedUnits(0, 0, inspected);
                default -> new OrderedUnits(committed, 0, 0);
            };
        }

        private EntryEvidence evidence(String order) {
            if (impossible != null) {
                return impossible;
            }
            Map<Bucket, Long> changes = new EnumMap<>(Bucket.class);
            changes.put(Bucket.AVAILABLE, available);
            changes.put(Bucket.RESERVED, reserved);
            changes.put(Bucket.COMMITTED, committed);
            changes.put(Bucket.QUALITY_CONTROL, inspected);
            changes.values().removeIf(units -> units == 0);
            Instant at = Instant.ofEpochSecond(second, nano);
            return new EntryEvidence(sequence, at, kind, order, settlement, null, key, version, changes);
        }
    }

    private final Map<String, Step> newest = new HashMap<>();

    /** Enters an entry of a line, whose key is kept once for all its entries. */
    void enter(JournalEntry entry, StockKey key) {
        if (entry.kind() != CommandKind.MOVE && entry.kind() != CommandKind.SALE_STATE) {
            newest.compute(entry.command(), (order, before) -> new Step(entry, key, before));
        }
    }

    /** The ids of all orders, in no order. */
    Iterable<String> orders() {
        return Collections.unmodifiableSet(newest.keySet());
    }

    /** An order; one without entries where the journal does not know it. */
    OrderBook order(String order) {
        List<Step> steps = new ArrayList<>();
        for (Step step = newest.get(order); step != null; step = step.before) {
            steps.add(step);
        }
        Collections.reverse(steps);
        return new OrderBook(order, steps);
    }
}
