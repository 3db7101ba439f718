package io.inventory4j.benchmarks.memory;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openjdk.jol.info.GraphLayout;

/**
 * How many bytes of memory an open reservation, a buyer's counter and a stock line take, ids and names included, by
 * JOL; and what they take in maps by hand. Ids have 12 characters, names of counters 18.
 */
public final class MemoryFootprint {
    private static final StockKey KEY = StockKey.of("LIPSTICK-01");

    private final int few;
    private final int many;

    private MemoryFootprint(int few, int many) {
        this.few = few;
        this.many = many;
    }

    public static void run(Plan plan, Results results) {
        if (!plan.includes("memory")) {
            results.skip("footprint", "the command line leaves it out");
            return;
        }
        // The peers keep records, whose fields the JDK does not let JOL ask for in the usual way.
        System.setProperty("jol.magicFieldOffset", "true");
        // Between the two numbers no table of the maps grows.
        new MemoryFootprint(plan.pick(1_300, 13_000, 104_000), plan.pick(1_500, 24_000, 190_000)).run(results);
    }

    private void run(Results results) {
        double reservation = perRow(MemoryFootprint::ledger, (ledger, i) -> reserve(ledger, i, List.of()));
        double charged = perRow(
                MemoryFootprint::ledger, (ledger, i) -> reserve(ledger, i, List.of(Charge.of("per-buyer/" + i, 1))));
        double line = perRow(MemoryFootprint::ledger, (ledger, i) -> receive(ledger, StockKey.of("SKU-" + i), 1));
        results.add(bytes("inventory-reservation", reservation));
        results.add(bytes("inventory-counter", charged - reservation));
        results.add(bytes("inventory-line", line));
        byHand("maps-by-hand", () -> Shops.MAPS.open(many), results);
        byHand("one-lock-by-hand", () -> Shops.LOCK.open(many), results);
        byHand("maps-that-keep", () -> new KeepingShop(many, 1), results);
        byHand("one-lock-that-keeps", () -> new KeepingLockShop(many, 1), results);
    }

    private void byHand(String name, Supplier<Shop> opening, Results results) {
        double reservation = perRow(opening, (shop, i) -> sold(shop, i, "buyer-" + i / 900));
        double charged = perRow(opening, (shop, i) -> sold(shop, i, "per-buyer/" + i));
        results.add(bytes(name + "-reservation", reservation));
        results.add(bytes(name + "-counter", charged - reservation));
    }

    private static Row bytes(String subject, double bytes) {
        return Row.of("footprint", subject, Map.of("bytes", bytes));
    }

    private interface Fill<T> {
        void store(T into, int number);
    }

    private <T> double perRow(Supplier<T> opening, Fill<T> row) {
        return (bytes(opening, row, many) - bytes(opening, row, few)) / (double) (many - few);
    }

    private static <T> long bytes(Supplier<T> opening, Fill<T> row, int count) {
        T store = opening.get();
        for (int i = 0; i < count; i++) {
            row.store(store, 10_000_000 + i);
        }
        return GraphLayout.parseInstance(store).totalSize();
    }

    private static void sold(Shop shop, int number, String buyer) {
        if (!shop.reserve("ord-" + number, buyer)) {
            throw new IllegalStateException("ord-" + number + " was refused");
        }
    }

    // The journal keeps one entry only, so it is the same whatever is stored, and cancels out.
    private static InMemoryLedger ledger() {
        Instant now = Instant.parse("2025-11-11T20:00:00Z");
        InMemoryLedger ledger = InMemoryLedger.create(() -> now, 1);
        receive(ledger, KEY, 1_000_000);
        return ledger;
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
}
