package io.inventory4j.benchmarks.terminals;

import io.inventory4j.Inventory;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A sale of some lines: each order reserves a unit and confirms it, so it makes two changes of a level. */
final class RoomSale {
    static final int LINES = 100;
    static final int SELLERS = 2;
    private static final long STOCK = 1L << 40;
    private static final long PATIENCE_MILLIS = 120_000;

    private final Inventory inventory;
    private final Arrivals listeners;
    private final Arrivals streams;
    private final long[] versions = new long[LINES];

    RoomSale(Inventory inventory, Arrivals listeners, Arrivals streams) {
        this.inventory = inventory;
        this.listeners = listeners;
        this.streams = streams;
        for (int line = 0; line < LINES; line++) {
            inventory.receive("opening-" + line, key(line), STOCK).orThrow();
            versions[line] = 1;
        }
    }

    static StockKey key(int line) {
        return StockKey.of("ROOM-" + line);
    }

    static int line(StockKey key) {
        return Integer.parseInt(key.sku().substring("ROOM-".length()));
    }

    static List<StockKey> keys() {
        return IntStream.range(0, LINES).mapToObj(RoomSale::key).toList();
    }

    /** As many changes a second as are asked for. Latencies are those of orders, without the pauses between them. */
    Measured paced(int perSecond, long millis) throws Exception {
        long began = System.nanoTime();
        int orders = (int) (perSecond / 2 * millis / 1_000);
        Histogram nanos = new ConcurrentHistogram(3);
        Measured all = Crowd.run(SELLERS, PATIENCE_MILLIS, orders, (seller, i) -> {
            long due = began + (long) i * SELLERS * 2 * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long start = System.nanoTime();
            order(seller, i);
            nanos.recordValue(System.nanoTime() - start);
            return 1;
        });
        return new Measured(all.rate(), all.orders(), nanos, all.more());
    }

    /** As many orders as it can sell. */
    Measured flatOut(long millis, long mostOrders) throws Exception {
        return Crowd.run(SELLERS, millis, mostOrders, (seller, i) -> {
            order(seller, i);
            return 1;
        });
    }

    /** A seller sells lines that no other one sells, so it knows their versions. */
    private void order(int seller, int number) {
        int line = (number * SELLERS + seller) % LINES;
        String id = "order-" + seller + "-" + number;
        sending(line);
        inventory.reserve(ReserveRequest.of(id, "buyer").line(key(line), 1)).orThrow();
        sending(line);
        inventory.confirm(id).orThrow();
    }

    private void sending(int line) {
        long version = ++versions[line];
        listeners.sending(line, version);
        streams.sending(line, version);
    }

    long[] versions() {
        return versions.clone();
    }
}
