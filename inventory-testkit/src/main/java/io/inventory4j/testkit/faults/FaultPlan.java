package io.inventory4j.testkit.faults;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Decides which calls go wrong, and how. Asked once a call, by many threads. */
@FunctionalInterface
public interface FaultPlan {
    /**
     * The fault of the next call.
     *
     * @return the fault, or null if the call goes well
     */
    @Nullable
    Fault next();

    /**
     * Nothing goes wrong.
     *
     * @return the plan
     */
    static FaultPlan none() {
        return () -> null;
    }

    /**
     * Some calls go wrong, by chance.
     *
     * @param seed repeats the draws; with one caller, the run
     * @param oneIn how many calls go by, on average, for each that goes wrong; 1 or more
     * @param faults what may happen, each as often as the others
     * @return the plan, thread-safe
     * @throws IllegalArgumentException if {@code oneIn} is less than 1, or there are no faults
     */
    static FaultPlan random(long seed, int oneIn, Fault... faults) {
        List<Fault> choice = List.of(faults);
        if (oneIn < 1 || choice.isEmpty()) {
            throw new IllegalArgumentException(
                    "oneIn is " + oneIn + " and faults are " + choice + "; there must be some");
        }
        SplittableRandom random = new SplittableRandom(seed);
        return () -> {
            synchronized (random) {
                return random.nextInt(oneIn) == 0 ? choice.get(random.nextInt(choice.size())) : null;
            }
        };
    }
}
