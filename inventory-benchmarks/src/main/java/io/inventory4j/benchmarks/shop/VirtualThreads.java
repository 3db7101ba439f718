package io.inventory4j.benchmarks.shop;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ten thousand callers, each on a virtual thread, ask for one hot SKU. It runs on JDK 21 and later only. */
public final class VirtualThreads {
    private static final long UNITS = 100_000_000;

    private VirtualThreads() {}

    public static void run(Store.Kind kind, Plan plan, Results results) throws Exception {
        String bench = "virtual-" + kind.label();
        if (!plan.includes(kind.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        Optional<ExecutorService> virtual = executor();
        if (virtual.isEmpty()) {
            results.skip(bench, "JDK " + Runtime.version().feature() + " has no virtual threads; 21 and later have");
            return;
        }
        int callers = plan.pick(100, 10_000, 10_000);
        // Each caller sells ten at most, so that the last of them has its turn too.
        Plan rounds = new Plan(
                plan.mode(), plan.warmUp(), plan.rounds(), 10 * plan.turnMillis(), plan.mostCalls(), plan.stores());
        Carts carts = Carts.hot();
        ExecutorService threads = virtual.get();
        try (Store store = kind.opening().open(carts, UNITS)) {
            Contest contest = new Contest(bench, rounds);
            contest.peer(key(store.peer(), callers));
            store.sellers()
                    .forEach((name, seller) -> contest.add(name, callers, round -> {
                        String prefix = name + round + "-";
                        return Crowd.run(threads, callers, rounds.turnMillis(), rounds.mostCalls(), (caller, i) -> {
                            Cart cart = Cart.of(prefix + caller + "-" + i, "A");
                            if (!seller.reserve(cart)) {
                                throw new IllegalStateException(cart + " was refused");
                            }
                            return 1;
                        });
                    }));
            contest.run(results);
        } finally {
            threads.shutdown();
        }
    }

    /** By reflection, because this is compiled for JDK 17. */
    private static Optional<ExecutorService> executor() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Optional.empty();
        }
        Object executor =
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        return Optional.of((ExecutorService) executor);
    }
}
