package io.inventory4j.live.action;

import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Units that are given to a SKU in steps, so that not all are gone in the first minute. Each step is planned ahead and
 * taken once. Immutable.
 *
 * @param sku the SKU
 * @param channel the channel that gets them; null where the plan has no channels
 * @param fromSafety whether they are safety stock; else they come from the shop's other stock
 * @param steps the steps, 1 to 100, in their order
 */
public record SteppedRelease(String sku, @Nullable String channel, boolean fromSafety, List<Step> steps) {
    /** The most steps. */
    public static final int MAX_STEPS = 100;

    /**
     * One step.
     *
     * @param trigger what it waits for
     * @param units how many, at least 1
     */
    public record Step(Trigger trigger, long units) {
        /** Checks the bounds. */
        public Step {
            Objects.requireNonNull(trigger, "trigger");
            Bounds.quantity("units", units);
        }
    }

    /** Checks the bounds, and copies. */
    public SteppedRelease {
        Bounds.text("sku", sku);
        steps = List.copyOf(steps);
        Bounds.size("steps", steps.size(), 1, MAX_STEPS);
    }

    /**
     * Releases by the clock, in equal steps; what does not divide comes with the first ones.
     *
     * @param sku the SKU
     * @param units how many in all, at least one in each step
     * @param steps how many steps, 1 to 100
     * @param first when the first one is, in whole seconds
     * @param every the time between two steps, in whole seconds, at least one
     * @return a release from the shop's other stock
     */
    public static SteppedRelease byClock(String sku, long units, int steps, Instant first, Duration every) {
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.toNanosPart() != 0) {
            throw new IllegalArgumentException("every is " + every + "; it has to be whole seconds, at least one");
        }
        return of(sku, units, steps, step -> new Trigger.At(first.plus(every.multipliedBy(step))));
    }

    /**
     * Releases as the SKU sells, in equal steps; what does not divide comes with the first ones.
     *
     * @param sku the SKU
     * @param units how many in all, at least one in each step
     * @param steps how many steps, 1 to 100
     * @param first at how many sold units the first one is, at least 1
     * @param every how many more units have to be sold for each next one, at least 1
     * @return a release from the shop's other stock
     */
    public static SteppedRelease bySold(String sku, long units, int steps, long first, long every) {
        Bounds.quantity("every", every);
        return of(
                sku,
                units,
                steps,
                step -> new Trigger.Sold(sku, Math.addExact(first, Math.multiplyExact(every, step))));
    }

    private static SteppedRelease of(String sku, long units, int steps, IntFunction<Trigger> triggers) {
        Bounds.size("steps", steps, 1, MAX_STEPS);
        Bounds.quantity("units", units);
        if (units < steps) {
            throw new IllegalArgumentException(units + " units are too few for " + steps + " steps");
        }
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            all.add(new Step(triggers.apply(i), units / steps + (i < units % steps ? 1 : 0)));
        }
        return new SteppedRelease(sku, null, false, all);
    }

    /**
     * The same for one channel.
     *
     * @param to the channel that gets the units
     * @return a copy
     */
    public SteppedRelease forChannel(String to) {
        return new SteppedRelease(sku, Objects.requireNonNull(to, "to"), fromSafety, steps);
    }

    /**
     * The same from safety stock.
     *
     * @return a copy
     */
    public SteppedRelease ofSafetyStock() {
        return new SteppedRelease(sku, channel, true, steps);
    }

    /**
     * What a step does.
     *
     * @param step one of the steps
     * @return the action
     */
    public Action action(Step step) {
        return fromSafety
                ? new Action.ReleaseSafety(sku, channel, step.units())
                : new Action.TopUp(sku, channel, step.units());
    }
}
