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
import java.util.NavigableSet;

/**
 * Compares five books that were kept apart: the files' demand, the buyers' tallies, the journal, the
 * ledger's levels, and the reservations; and the alerts that fired against those that the journal asks for.
 */
final class Auditor {
    private static final List<Count> IN_BOTH = List.of(
            Count.OPENING,
            Count.RECEIVED,
            Count.WRITTEN_OFF,
            Count.HELD,
            Count.CONFIRMED,
            Count.RELEASED,
            Count.EXPIRED,
            Count.CANCELLED,
            Count.SHIPPED,
            Count.RETURNED,
            Count.RETURNED_EARLIER);

    private static final class Sums {
        private long reserved;
        private long committed;
        private long shipped;
        private long returned;

        private static Map<String, Sums> bySku(Collection<Reservation> reservations) {
            Map<String, Sums> all = new HashMap<>();
            for (Reservation reservation : reservations) {
                for (ReservedLine line : reservation.lines()) {
                    Sums sums = all.computeIfAbsent(line.key().sku(), sku -> new Sums());
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
        Map<String, StockLevel> bySku = new HashMap<>();
        levels.forEach(level -> bySku.put(level.key().sku(), level));
        NavigableSet<String> skus = tally.skus();
        skus.addAll(journal.skus());
        skus.addAll(bySku.keySet());
        skus.addAll(demand.keySet());
        Map<String, Sums> sums = Sums.bySku(reservations);
        long oversold = 0;
        for (String sku : skus) {
            StockLevel level = bySku.getOrDefault(sku, StockLevel.empty(StockKey.of(sku)));
            auditor.replay(sku, level);
            auditor.tallies(sku, level, demand.getOrDefault(sku, 0L));
            auditor.reservations(sku, level, sums.getOrDefault(sku, new Sums()));
            oversold += auditor.oversold(sku);
        }
        auditor.alerts(alerts);
        return new Findings(oversold, auditor.discrepancies);
    }

    private void replay(String sku, StockLevel level) {
        LineBook line = journal.line(sku);
        Discrepancy broken = line.broken();
        if (broken != null) {
            discrepancies.add(broken);
        }
        compare(sku, "version, by the journal", line.version(), level.version());
        for (Bucket bucket : Bucket.values()) {
            compare(sku, bucket + ", by the journal", line.units(bucket), level.quantity(bucket));
        }
    }

    private void tallies(String sku, StockLevel level, long demand) {
        LineBook line = journal.line(sku);
        for (Count count : IN_BOTH) {
            compare(sku, count + " units, by the buyers", tally.of(sku, count), line.of(count));
        }
        long asked = tally.of(sku, Count.ASKED);
        compare(sku, "units asked for, by the files", demand, asked);
        long held = tally.of(sku, Count.HELD);
        compare(
                sku,
                "units held or refused, of those asked for or given",
                asked + tally.of(sku, Count.GIVEN) + tally.of(sku, Count.REACQUIRED),
                held + tally.of(sku, Count.REFUSED));
        long open =
                held - tally.of(sku, Count.CONFIRMED) - tally.of(sku, Count.RELEASED) - tally.of(sku, Count.EXPIRED);
        compare(sku, "RESERVED, by the buyers", open, level.reserved());
        compare(sku, "COMMITTED, by the buyers", tally.sold(sku) - tally.of(sku, Count.SHIPPED), level.committed());
        long in = tally.of(sku, Count.OPENING)
                + tally.of(sku, Count.RECEIVED)
                + tally.of(sku, Count.RETURNED)
                + tally.of(sku, Count.RETURNED_EARLIER);
        long remaining = level.onHand() - level.committed();
        compare(
                sku,
                "opening + received + returned against sold + written off + remaining",
                in,
                tally.sold(sku) + tally.of(sku, Count.WRITTEN_OFF) + remaining);
    }

    private void reservations(String sku, StockLevel level, Sums sums) {
        compare(sku, "RESERVED, by the reservations", sums.reserved, level.reserved());
        compare(sku, "COMMITTED, by the reservations", sums.committed, level.committed());
        compare(sku, "shipped, by the reservations", sums.shipped, tally.of(sku, Count.SHIPPED));
        compare(sku, "returned, by the reservations", sums.returned, tally.of(sku, Count.RETURNED));
    }

    private long oversold(String sku) {
        long forSale = tally.of(sku, Count.OPENING) + tally.of(sku, Count.RECEIVED) - tally.of(sku, Count.WRITTEN_OFF);
        long promisedBeyond = -journal.line(sku).lowest();
        return Math.max(0, Math.max(promisedBeyond, tally.sold(sku) - forSale));
    }

    /** Each crossing fires exactly once (rules 11.1, 11.2). */
    private void alerts(Collection<Crossing> fired) {
        Map<Crossing, Long> times = new HashMap<>();
        fired.forEach(crossing -> times.merge(crossing, 1L, Long::sum));
        for (String sku : List.copyOf(journal.skus())) {
            journal.line(sku).crossings().forEach(crossing -> {
                Long found = times.remove(crossing);
                compare(sku, alert(crossing), 1, found == null ? 0 : found);
            });
        }
        times.forEach((crossing, found) -> compare(crossing.sku(), alert(crossing), 0, found));
    }

    private static String alert(Crossing crossing) {
        return "times that the alert '" + crossing.what() + "' fired at version " + crossing.version();
    }

    private void compare(String sku, String what, long expected, long found) {
        if (expected != found) {
            discrepancies.add(new Discrepancy(sku, what, expected, found));
        }
    }
}
