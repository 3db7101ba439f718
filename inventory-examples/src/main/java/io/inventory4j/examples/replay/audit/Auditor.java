package io.inventory4j.examples.replay.audit;

import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * Compares five books that were kept apart: the files' demand, the buyers' tallies, the journal, the
 * ledger's levels, and the reservations; and the alerts that fired against those that the journal asks for.
 */
final class Auditor {
    private static final List<Count> IN_BOTH = List.of(
            Count.OPENING,
            Count.RECEIVED,
            Count.WRITTEN_OFF,
            Count.ALLOTTED,
            Count.MOVED,
            Count.HELD,
            Count.CONFIRMED,
            Count.RELEASED,
            Count.EXPIRED,
            Count.CANCELLED,
            Count.SHIPPED,
            Count.RETURNED,
            Count.RETURNED_EARLIER);

    /** What comes to a line and stays its own. */
    private static final List<Count> IN =
            List.of(Count.OPENING, Count.RECEIVED, Count.ALLOTTED, Count.MOVED, Count.RETURNED, Count.RETURNED_EARLIER);

    private static final class Sums {
        private long reserved;
        private long committed;
        private long shipped;
        private long returned;

        private static Map<StockKey, Sums> byLine(Collection<Reservation> reservations) {
            Map<StockKey, Sums> all = new HashMap<>();
            for (Reservation reservation : reservations) {
                for (ReservedLine line : reservation.lines()) {
                    Sums sums = all.computeIfAbsent(line.key(), key -> new Sums());
                    sums.reserved += line.reserved();
                    sums.committed += line.committed();
                    sums.shipped += line.shipped();
                    sums.returned += line.returned();
                }
            }
            return all;
        }
    }

    private final Tally tally;
    private final JournalBook journal;
    private final List<Discrepancy> discrepancies = new ArrayList<>();

    private Auditor(Tally tally, JournalBook journal) {
        this.tally = tally;
        this.journal = journal;
    }

    static Findings audit(
            Map<String, Long> demand,
            Tally tally,
            JournalBook journal,
            Collection<StockLevel> levels,
            Collection<Reservation> reservations,
            Collection<Crossing> alerts) {
        Auditor auditor = new Auditor(tally, journal);
        auditor.discrepancies.addAll(tally.surprises());
        auditor.discrepancies.addAll(journal.gaps());
        Map<StockKey, StockLevel> byLine = new HashMap<>();
        levels.forEach(level -> byLine.put(level.key(), level));
        NavigableSet<StockKey> lines = tally.lines();
        lines.addAll(journal.keys());
        lines.addAll(byLine.keySet());
        Map<StockKey, Sums> sums = Sums.byLine(reservations);
        lines.addAll(sums.keySet());
        NavigableMap<String, Long> lowest = new TreeMap<>();
        demand.keySet().forEach(sku -> lowest.put(sku, 0L));
        for (StockKey key : lines) {
            StockLevel level = byLine.getOrDefault(key, StockLevel.empty(key));
            auditor.replay(key, level);
            auditor.tallies(key, level);
            auditor.reservations(key, level, sums.getOrDefault(key, new Sums()));
            lowest.merge(key.sku(), journal.line(key).lowest(), Long::sum);
        }
        long oversold = 0;
        for (Map.Entry<String, Long> article : lowest.entrySet()) {
            auditor.asked(article.getKey(), demand.getOrDefault(article.getKey(), 0L));
            oversold += auditor.oversold(article.getKey(), -article.getValue());
        }
        auditor.alerts(alerts);
        return new Findings(oversold, auditor.discrepancies);
    }

    private void replay(StockKey key, StockLevel level) {
        LineBook line = journal.line(key);
        Discrepancy broken = line.broken();
        if (broken != null) {
            discrepancies.add(broken);
        }
        compare(key, "version, by the journal", line.version(), level.version());
        for (Bucket bucket : Bucket.values()) {
            compare(key, bucket + ", by the journal", line.units(bucket), level.quantity(bucket));
        }
    }

    private void tallies(StockKey key, StockLevel level) {
        LineBook line = journal.line(key);
        for (Count count : IN_BOTH) {
            compare(key, count + " units, by the buyers", tally.of(key, count), line.of(count));
        }
        long open = tally.of(key, Count.HELD)
                - tally.of(key, Count.CONFIRMED)
                - tally.of(key, Count.RELEASED)
                - tally.of(key, Count.EXPIRED);
        compare(key, "RESERVED, by the buyers", open, level.reserved());
        compare(key, "COMMITTED, by the buyers", tally.sold(key) - tally.of(key, Count.SHIPPED), level.committed());
        compare(
                key,
                "opening + allotted + moved + received + returned against sold + written off + remaining",
                IN.stream().mapToLong(count -> tally.of(key, count)).sum(),
                tally.sold(key) + tally.of(key, Count.WRITTEN_OFF) + level.onHand() - level.committed());
    }

    /** Of an article, over all lines: a buyer who finds another one in its place takes that. */
    private void asked(String sku, long demand) {
        long asked = tally.of(sku, Count.ASKED);
        compare(sku, "units asked for, by the files", demand, asked);
        compare(
                sku,
                "units held, refused or replaced, of those asked for or given",
                asked + tally.of(sku, Count.REPLACING) + tally.of(sku, Count.GIVEN) + tally.of(sku, Count.REACQUIRED),
                tally.of(sku, Count.HELD) + tally.of(sku, Count.REFUSED) + tally.of(sku, Count.REPLACED));
    }

    private void reservations(StockKey key, StockLevel level, Sums sums) {
        compare(key, "RESERVED, by the reservations", sums.reserved, level.reserved());
        compare(key, "COMMITTED, by the reservations", sums.committed, level.committed());
        compare(key, "shipped, by the reservations", sums.shipped, tally.of(key, Count.SHIPPED));
        compare(key, "returned, by the reservations", sums.returned, tally.of(key, Count.RETURNED));
    }

    /**
     * Units sold that were never there.
     *
     * @param promisedBeyond by how much lines of it were below zero
     */
    private long oversold(String sku, long promisedBeyond) {
        long forSale = tally.of(sku, Count.OPENING)
                + tally.of(sku, Count.RECEIVED)
                + tally.of(sku, Count.ALLOTTED)
                + tally.of(sku, Count.MOVED)
                - tally.of(sku, Count.WRITTEN_OFF);
        return Math.max(0, Math.max(promisedBeyond, tally.sold(sku) - forSale));
    }

    /** Each crossing fires exactly once (rules 11.1, 11.2). */
    private void alerts(Collection<Crossing> fired) {
        Map<Crossing, Long> times = new HashMap<>();
        fired.forEach(crossing -> times.merge(crossing, 1L, Long::sum));
        for (StockKey key : List.copyOf(journal.keys())) {
            journal.line(key).crossings().forEach(crossing -> {
                Long found = times.remove(crossing);
                compare(key, alert(crossing), 1, found == null ? 0 : found);
            });
        }
        times.forEach((crossing, found) -> compare(crossing.key(), alert(crossing), 0, found));
    }

    private static String alert(Crossing crossing) {
        return "times that the alert '" + crossing.what() + "' fired at version " + crossing.version();
    }

    private void compare(Object subject, String what, long expected, long found) {
        if (expected != found) {
            discrepancies.add(new Discrepancy(subject.toString(), what, expected, found));
        }
    }
}
