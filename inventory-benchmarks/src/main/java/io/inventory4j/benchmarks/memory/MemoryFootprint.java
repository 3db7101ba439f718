package io.inventory4j.benchmarks.memory;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.openjdk.jol.info.GraphLayout;

/**
 * How many bytes of memory an open reservation, a buyer's counter and a stock line take, ids and names included, by
 * JOL.
 */
public final class MemoryFootprint {
    private static final int FEW = 20_000;
    private static final int MANY = 40_000;
    private static final StockKey KEY = StockKey.of("LIPSTICK-01");

    public void run() {
        double reservation = perRow((ledger, i) -> reserve(ledger, i, List.of()));
        double charged = perRow((ledger, i) -> reserve(ledger, i, List.of(Charge.of("per-buyer/" + i, 1))));
        double line = perRow((ledger, i) -> receive(ledger, StockKey.of("SKU-" + i), 1));
        print("reservation", reservation, "an open single-line reservation, its id of 12 characters included");
        print("counter", charged - reservation, "a buyer's counter, its name of 18 characters and the charge included");
        print("line", line, "a stock line, its SKU and the move that made it included");
    }

    private interface Row {
        void store(InMemoryLedger ledger, int number);
    }

    // The journal keeps one entry only, so it is the same in both ledgers and cancels out.
    private static double perRow(Row row) {
        return (bytes(row, MANY) - bytes(row, FEW)) / (double) (MANY - FEW);
    }

    private static long bytes(Row row, int count) {
        Instant now = Instant.parse("2025-11-11T20:00:00Z");
        InMemoryLedger ledger = InMemoryLedger.create(() -> now, 1);
        receive(ledger, KEY, MANY);
        for (int i = 0; i < count; i++) {
            row.store(ledger, 10_000_000 + i);
        }
        return GraphLayout.parseInstance(ledger).totalSize();
    }

    private static void receive(InMemoryLedger ledger, StockKey key, long units) {
        ledger.apply(List.of(
                Move.of("receive " + key.sku(), "opening", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units))));
    }

    private static void reserve(InMemoryLedger ledger, int number, List<Charge> charges) {
        ReservationId id = new ReservationId("ord-" + number);
        ReserveLine line = new ReserveLine(KEY, 1, 0, charges);
        ledger.apply(List.of(new Reserve(id, List.of(line), List.of(), Duration.ofMinutes(15), null)));
    }

    private static void print(String subject, double bytes, String what) {
        System.out.printf(Locale.ROOT, "bench=footprint subject=%s bytes=%.0f  (%s)%n", subject, bytes, what);
    }
}
