package io.inventory4j.benchmarks.memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A request for a SKU that is sold out, for JMH: a refusal stores nothing, so that it can run for any time. Its fields
 * are as JMH wants them.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class RefusedJmh {
    /** A name of {@link Shops}. */
    @Param({"INVENTORY"})
    public String subject;

    private Shop shop;

    /** Opens a shop and sells its only unit. */
    @Setup
    public void open() {
        shop = Shops.valueOf(subject).open(1);
        if (!shop.reserve("first", "first")) {
            throw new IllegalStateException(subject + " does not sell its only unit");
        }
    }

    /** Ends the shop. */
    @TearDown
    public void close() {
        if (shop.left() != 0) {
            throw new IllegalStateException(subject + " has " + shop.left() + " units left");
        }
        shop.close();
    }

    /** Each caller's own ids, made beforehand. */
    @State(Scope.Thread)
    public static class Caller {
        private static final int IDS = 4_096;

        private final String[] ids = new String[IDS];
        private int next;

        /** Makes the ids; those of all callers differ by the thread's number. */
        @Setup
        public void ids() {
            for (int i = 0; i < IDS; i++) {
                ids[i] = "order-" + Thread.currentThread().getId() + "-" + i;
            }
        }

        String next() {
            next = (next + 1) % IDS;
            return ids[next];
        }
    }

    /** One request. */
    @Benchmark
    public boolean refused(Caller caller) {
        String id = caller.next();
        return shop.reserve(id, id);
    }
}
