package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cart, as its buyer sees it: reserves, pays, gives back. The buyer does one thing at a time, so each method holds
 * the lock; carts do not wait for each other.
 */
final class Purchase {
    /** How often this run's buyers were told no. */
    static final String REFUSALS = "requests refused";

    private static final String HALF = "half";

    private final String number;
    private final Till till;
    private final OrderTable table;
    private final Tally tally;
    private final Map<String, String> instead;
    private final Order order;

    /** Why the last step has no answer. What comes next depends on it, so nothing does before a restart asks again. */
    private @Nullable RuntimeException doubt;

    Purchase(Till till, OrderTable table, Tally tally) {
        this.till = till;
        this.table = table;
        this.tally = tally;
        number = till.cart().id();
        List<Step> earlier = table.steps(number);
        instead = earlier.isEmpty() ? till.instead() : earlier.get(0).instead();
        order = new Order(till, till.floor().withKits(wanted(), till.channel()), tally);
    }

    /** What the cart asks for, with what it has in the place of some of it. */
    private Map<String, Long> wanted() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        till.cart().lines().forEach((sku, units) -> {
            String taken = instead.getOrDefault(sku, sku);
            tally.add(till.key(sku), Count.ASKED, units);
            if (taken.isEmpty()) {
                tally.refused(till.key(sku), "not sold here", units);
                return;
            }
            wanted.merge(taken, units, Long::sum);
            if (!taken.equals(sku)) {
                tally.add(till.key(sku), Count.REPLACED, units);
                tally.add(till.key(taken), Count.REPLACING, units);
                tally.happened("units taken in the place of others", units);
            }
        });
        return wanted;
    }

    /** Takes up the order where an earlier run has left it, and finishes the step in which that one was killed. */
    synchronized void goOn() {
        for (Step step : table.steps(number)) {
            if (step.inDoubt()) {
                take(step);
            } else {
                order.enter(step);
            }
        }
    }

    /**
     * Reserves the cart, and less where the shop says no, until something is held or nothing is wanted any more.
     *
     * @return when the hold ends; null if there is none
     */
    synchronized @Nullable Instant reserve() {
        while (order.holdEnds() == null) {
            Map<String, Long> units = till.floor().fitted(order.basket().lines());
            if (units.isEmpty()) {
                return null;
            }
            failInDoubt();
            take(Step.reserve(number, order.nextStep(), units, instead));
        }
        return order.holdEnds();
    }

    /** The reservation's id. */
    String reservation() {
        return number;
    }

    /** What is sold, by article. */
    synchronized Map<String, Long> sold() {
        return order.sold();
    }

    /** Whether anything is held, as the buyer believes. */
    synchronized boolean holds() {
        return !order.held().isEmpty();
    }

    synchronized void pay() {
        take(Step.Action.PAY, "", order.held());
    }

    /** Pays for half of each line, rounded up, and gives the rest back in the same step. */
    synchronized void payHalf() {
        take(Step.Action.PAY_PART, "", halves(order.held()));
    }

    synchronized void giveUp() {
        take(Step.Action.GIVE_UP, "", order.held());
    }

    /**
     * The money has come after the end of the hold: the same units, if they are still to be had. Of what a sweep has
     * taken, an inventory sells all or nothing, so what the buyer gave up since is cancelled.
     */
    synchronized void payLate() {
        take(Step.Action.PAY_LATE, "", order.held());
        take(Step.Action.CANCEL, Order.UNWANTED, order.unwanted());
    }

    /** The time has run out, and the buyer does not come back. */
    synchronized void runOut() {
        failInDoubt();
        Map<String, Long> gone = order.held();
        if (!gone.isEmpty()) {
            // A sweep has no id, and what it finds depends on the time: so it is not repeated as a call in doubt.
            Step step = till.runOut(Step.asked(number, order.nextStep(), Step.Action.RUN_OUT, "", gone));
            table.note(step);
            order.enter(step);
        }
    }

    synchronized void cancelHalf() {
        if (order.doneFor(HALF) == 0) {
            take(Step.Action.CANCEL, HALF, halves(order.committed()));
        }
    }

    synchronized void ship() {
        take(Step.Action.SHIP, "", order.committed());
    }

    synchronized void sendHalfBack() {
        if (order.doneFor(HALF) == 0) {
            take(Step.Action.TAKE_BACK, HALF, halves(order.shipped()));
        }
    }

    /**
     * Gives units back: those that were shipped as a return, those that were not yet as a cancellation, and those that
     * were not even paid for by leaving them.
     *
     * @param event what the files call it
     * @param wanted the article by the files; what the cart has in its place is given back
     * @return how many of {@code units} this purchase could give back
     */
    synchronized long giveBack(String event, String wanted, long units) {
        String sku = instead.getOrDefault(wanted, wanted);
        long shipped = Math.min(units, of(order.shipped(), sku));
        takeSome(Step.Action.TAKE_BACK, event, sku, shipped);
        long unshipped = Math.min(units - shipped, of(order.committed(), sku));
        takeSome(Step.Action.CANCEL, event, sku, unshipped);
        long unpaid = Math.min(units - shipped - unshipped, of(order.held(), sku));
        takeSome(Step.Action.GIVE_UP_PART, event, sku, unpaid);
        return shipped + unshipped + unpaid;
    }

    /** How many units were given back for an event, by this run or an earlier one. */
    synchronized long gaveBack(String event) {
        return order.doneFor(event);
    }

    private static long of(Map<String, Long> units, String sku) {
        return units.getOrDefault(sku, 0L);
    }

    private void takeSome(Step.Action action, String event, String sku, long units) {
        take(action, event, units > 0 ? Map.of(sku, units) : Map.of());
    }

    private static Map<String, Long> halves(Map<String, Long> units) {
        Map<String, Long> halves = new LinkedHashMap<>();
        units.forEach((sku, some) -> halves.put(sku, (some + 1) / 2));
        return halves;
    }

    /** Takes the order's next step; none where there are no units for it, as after a run that has taken it already. */
    private void take(Step.Action action, String event, Map<String, Long> units) {
        failInDoubt();
        if (!units.isEmpty()) {
            take(Step.asked(number, order.nextStep(), action, event, units));
        }
    }

    private void take(Step asked) {
        try {
            Step answered = table.take(asked, step -> till.ask(step, order));
            order.enter(answered);
            if (answered.action() == Step.Action.RESERVE && answered.result() == Step.Result.REFUSED) {
                tally.happened(REFUSALS, 1);
            }
        } catch (RuntimeException | Error e) {
            doubt = e instanceof RuntimeException failed ? failed : new IllegalStateException("in doubt by " + e, e);
            throw e;
        }
    }

    private void failInDoubt() {
        if (doubt != null) {
            throw doubt;
        }
    }
}
