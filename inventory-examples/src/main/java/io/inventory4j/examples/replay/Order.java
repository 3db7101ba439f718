package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An order as the shop knows it: what its buyer still wants, and what is held, paid for and with the buyer. All of it
 * follows from the order's steps, so it is the same whether they were taken now or by an earlier run. Counts what it
 * enters in the buyers' tally. Used by one thread at a time.
 */
final class Order {
    static final String IN_TIME = "late payments before the sweep";
    static final String REACQUIRED = "late payments that took their units again";
    static final String REFUNDED = "late payments to refund";

    /** The event of a cancellation: units given up while a sweep had them, which a late payment took again. */
    static final String UNWANTED = "unwanted";

    /** Units of one article, or of one kind of kit. */
    private static final class Units {
        /** As the buyer believes, who does not know that the time has run out. */
        private long held;

        /** Given up after a sweep had taken it: it is nobody's, unless a late payment takes all that was swept. */
        private long unwanted;

        private long committed;
        private long shipped;

        /** Paid for and not given back before it was shipped. */
        private long sold;
    }

    @FunctionalInterface
    private interface Change {
        void of(Units line, long units);
    }

    private final Till till;
    private final Tally tally;
    private final Basket basket;
    private final Map<String, Units> lines = new TreeMap<>();
    private final Map<String, Long> byEvent = new HashMap<>();
    private final Map<String, Long> reserved = new LinkedHashMap<>();
    private @Nullable Instant holdEnds;
    private boolean cut;
    private int steps;

    /**
     * An order that nothing was done for yet.
     *
     * @param till knows the lines of its articles
     * @param wanted units by article and kit
     */
    Order(Till till, Map<String, Long> wanted, Tally tally) {
        this.till = till;
        this.tally = tally;
        basket = new Basket(wanted);
    }

    /** The number of the step that comes next. */
    int nextStep() {
        return steps + 1;
    }

    /** What the buyer wants of what is not held yet. */
    Basket basket() {
        return basket;
    }

    /** When the hold ends; null if nothing was held. */
    @Nullable
    Instant holdEnds() {
        return holdEnds;
    }

    /** What the reservation was made for, by article, without its gifts and whatever became of it. */
    Map<String, Long> reserved() {
        return reserved;
    }

    /** What is held, by article, as the buyer believes. */
    Map<String, Long> held() {
        return units(line -> line.held);
    }

    /** What is paid for and not shipped, by article. */
    Map<String, Long> committed() {
        return units(line -> line.committed);
    }

    /** What is paid for though it was given up before, by article. */
    Map<String, Long> unwanted() {
        return units(line -> Math.min(line.unwanted, line.committed));
    }

    /** What is with the buyer, by article. */
    Map<String, Long> shipped() {
        return units(line -> line.shipped);
    }

    /** What is sold, with the buyer or not, by article. */
    Map<String, Long> sold() {
        return units(line -> line.sold);
    }

    private Map<String, Long> units(ToLongFunction<Units> which) {
        Map<String, Long> units = new LinkedHashMap<>();
        lines.forEach((sku, line) -> {
            long some = which.applyAsLong(line);
            if (some > 0) {
                units.put(sku, some);
            }
        });
        return units;
    }

    /** How many units were given up, cancelled or sent back for an event. */
    long doneFor(String event) {
        return byEvent.getOrDefault(event, 0L);
    }

    /** Enters a step that has its result. */
    void enter(Step step) {
        steps = step.number();
        switch (step.result()) {
            case ASKED -> throw new IllegalArgumentException("in doubt: " + step);
            case DONE -> done(step);
            case REFUSED -> {
                if (step.action() == Step.Action.RESERVE) {
                    refused(step);
                }
            }
            case RELEASED -> each(held(), Count.RELEASED, (line, units) -> line.held -= units);
            case EXPIRED ->
                each(step.units(), Count.EXPIRED, (line, units) -> {
                    line.held -= units;
                    line.unwanted += units;
                });
            case REACQUIRED -> reacquired(step);
            case REFUND_DUE -> {
                tally.happened(REFUNDED, 1);
                each(step.units(), Count.EXPIRED, (line, units) -> line.held -= units);
            }
            case SURPRISE -> surprise(step);
        }
        if (step.result() == Step.Result.DONE || step.result() == Step.Result.EXPIRED) {
            byEvent.merge(step.event(), step.total(), Long::sum);
        }
    }

    private void done(Step step) {
        switch (step.action()) {
            case RESERVE -> held(step);
            case PAY -> paid(step);
            case PAY_PART -> {
                paid(step);
                each(held(), Count.RELEASED, (line, units) -> line.held -= units);
            }
            case PAY_LATE -> {
                tally.happened(IN_TIME, 1);
                paid(step);
            }
            case GIVE_UP, GIVE_UP_PART -> each(step.units(), Count.RELEASED, (line, units) -> line.held -= units);
            case RUN_OUT -> each(step.units(), Count.EXPIRED, (line, units) -> line.held -= units);
            case CANCEL ->
                each(step.units(), Count.CANCELLED, (line, units) -> {
                    line.committed -= units;
                    line.sold -= units;
                    line.unwanted -= step.event().equals(UNWANTED) ? units : 0;
                });
            case SHIP ->
                each(step.units(), Count.SHIPPED, (line, units) -> {
                    line.committed -= units;
                    line.shipped += units;
                });
            case TAKE_BACK -> each(step.units(), Count.RETURNED, (line, units) -> line.shipped -= units);
            case RECEIVE, WRITE_OFF -> throw new IllegalArgumentException("no step of an order: " + step);
        }
    }

    private void held(Step step) {
        holdEnds = Instant.parse(step.text());
        tally.held(cut);
        each(step.units(), Count.HELD, (line, units) -> line.held += units);
        each(step.extra(), Count.HELD, (line, units) -> line.held += units);
        step.extra().forEach((sku, units) -> tally.add(till.key(sku), Count.GIVEN, units));
        step.units().forEach((sku, units) -> {
            if (till.floor().isKit(sku)) {
                tally.add(till.key(sku), Count.GIVEN, units);
            }
        });
        reserved.putAll(step.units());
        basket.keep(Map.of());
    }

    private void refused(Step step) {
        step.units().forEach((sku, units) -> {
            long gone = units - step.left().getOrDefault(sku, 0L);
            // Who gets no kit can still have its parts.
            if (gone > 0 && !till.floor().isKit(sku)) {
                tally.refused(till.key(sku), step.text(), gone);
            }
        });
        basket.keep(step.left());
        cut = true;
    }

    private void surprise(Step step) {
        tally.surprise(step.subject(), step.action().name(), step.text());
        if (step.action() == Step.Action.RESERVE) {
            refused(step);
        }
    }

    private void paid(Step step) {
        each(step.units(), Count.CONFIRMED, (line, units) -> {
            line.held -= units;
            line.committed += units;
            line.sold += units;
        });
    }

    /**
     * What was swept is sold, but for gifts that are gone: what the buyer pays for, and what was given up when a sweep
     * had it already.
     */
    private void reacquired(Step step) {
        tally.happened(REACQUIRED, 1);
        each(step.units(), Count.EXPIRED, (line, units) -> line.held -= units);
        each(step.extra(), Count.REACQUIRED, (line, units) -> {});
        each(step.extra(), Count.HELD, (line, units) -> {});
        each(step.extra(), Count.CONFIRMED, (line, units) -> {
            line.committed += units;
            line.sold += units;
        });
    }

    private void each(Map<String, Long> some, Count count, Change change) {
        some.forEach((sku, units) -> {
            change.of(lines.computeIfAbsent(sku, key -> new Units()), units);
            tally.add(till.key(sku), count, units);
        });
    }
}
