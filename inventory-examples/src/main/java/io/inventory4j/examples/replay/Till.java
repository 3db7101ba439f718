package io.inventory4j.examples.replay;

import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.SettleRequest;
import io.inventory4j.examples.replay.live.SaleFloor;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.StockKey;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the inventory for what a step of a cart says, and reads from the answer what came of it.
 *
 * @param policy the inventory's own
 * @param floor where the sale sells, and what
 * @param channel where the cart comes from
 */
record Till(Inventory inventory, ReservationPolicy policy, SaleFloor floor, Event.Cart cart, String channel) {
    private static final Set<Reason> REFUSES_A_LINE =
            EnumSet.of(Reason.OUT_OF_STOCK, Reason.LIMIT_REACHED, Reason.NOT_OPEN, Reason.NOT_ALLOWED);

    /** The line that orders of this cart's channel have an article from. */
    StockKey key(String sku) {
        return floor.key(sku, channel);
    }

    /** What the cart has in the place of what it wants, by that: another article, or nothing where that is empty. */
    Map<String, String> instead() {
        Map<String, String> instead = new LinkedHashMap<>();
        for (String sku : cart.lines().keySet()) {
            String offered = floor.offered(sku, channel);
            if (!sku.equals(offered)) {
                instead.put(sku, offered == null ? "" : offered);
            }
        }
        return instead;
    }

    /**
     * Makes the call of a step.
     *
     * @param order whose step it is; its basket is cut where the shop says no
     * @return the step with its result
     */
    Step ask(Step step, Order order) {
        return switch (step.action()) {
            case RESERVE -> reserve(step, order.basket());
            case PAY -> paid(step, inventory.confirm(all(step)));
            case PAY_PART -> paid(step, inventory.confirmAndReleaseRest(part(step)));
            case PAY_LATE -> payLate(step, order.reserved());
            case GIVE_UP -> released(step, inventory.release(all(step)));
            case GIVE_UP_PART -> giveUpPart(step);
            case CANCEL -> step.settled(inventory.cancel(part(step)));
            case SHIP -> step.settled(inventory.ship(all(step)));
            case TAKE_BACK -> step.settled(inventory.acceptReturn(part(step)));
            case RUN_OUT, RECEIVE, WRITE_OFF -> throw new IllegalArgumentException("no call of a cart: " + step);
        };
    }

    /** A payment comes too late where the team has stopped the sale, or given back what was held. */
    private static Step paid(Step step, Outcome outcome) {
        return is(outcome, Reason.NOT_OPEN) ? step.refused("stopped", Map.of()) : released(step, outcome);
    }

    private static Step released(Step step, Outcome outcome) {
        return is(outcome, Reason.RELEASED) ? step.with(Step.Result.RELEASED, "") : step.settled(outcome);
    }

    private static boolean is(Outcome outcome, Reason reason) {
        return outcome.refused().map(Refusal::reason).filter(reason::equals).isPresent();
    }

    /**
     * Gives back what is overdue, of this cart and of others.
     *
     * @return the step with its result
     */
    Step runOut(Step step) {
        inventory.sweep();
        boolean released = inventory
                .reservation(step.subject())
                .filter(order -> order.lines().stream().noneMatch(line -> line.reserved() > 0 || line.swept() > 0))
                .isPresent();
        return released ? step.with(Step.Result.RELEASED, "") : step.done();
    }

    private Step reserve(Step step, Basket basket) {
        ReserveRequest request = request(step.subject(), step.units());
        Outcome outcome = inventory.reserve(request);
        if (outcome instanceof Outcome.Applied applied && applied.reservation() != null) {
            return step.held(applied.reservation().expiresAt().toString(), gifts(applied.reservation()));
        }
        Refusal refusal = outcome.refused().orElse(null);
        List<String> lines = refusal == null ? List.of() : linesOf(refusal, request, step.units());
        if (refusal == null || lines.isEmpty()) {
            return step.with(Step.Result.SURPRISE, outcome.toString());
        }
        basket.cut(refusal.subject(), lines, refusal.remaining());
        return step.refused(why(refusal), basket.lines());
    }

    private static String why(Refusal refusal) {
        if (refusal.reason() == Reason.NOT_OPEN) {
            return "not open";
        }
        return refusal.rule() == null ? "sold out" : "by the limit " + refusal.rule();
    }

    /** What came with the kits of an order, by article. */
    private static Map<String, Long> gifts(Reservation order) {
        Map<String, Long> gifts = new LinkedHashMap<>();
        for (Grant grant : order.grants()) {
            if (grant.granted() > 0) {
                gifts.merge(grant.sources().get(0).sku(), grant.granted(), Long::sum);
            }
        }
        return gifts;
    }

    /**
     * A refusal names one line, or one counter; the policy says which lines count on it. What names neither, such as a
     * region, refuses all of them. No gift refuses an order.
     */
    private List<String> linesOf(Refusal refusal, ReserveRequest request, Map<String, Long> units) {
        if (!REFUSES_A_LINE.contains(refusal.reason())) {
            return List.of();
        }
        List<String> named = units.keySet().stream()
                .filter(sku -> key(sku).toString().equals(refusal.subject()))
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        return refusal.reason() == Reason.NOT_ALLOWED
                ? List.copyOf(units.keySet())
                : countedBy(refusal.subject(), request, units);
    }

    private List<String> countedBy(String counter, ReserveRequest request, Map<String, Long> units) {
        ReservationTerms terms = new ReservationTerms();
        policy.judge(request, cart.at(), terms);
        return units.keySet().stream()
                .filter(sku -> terms.unitCharges(key(sku)).stream()
                        .anyMatch(charge -> charge.counter().equals(counter)))
                .toList();
    }

    /**
     * Pays for what is left of a reservation.
     *
     * @param reserved what it was made for: the inventory knows an order by that, and would not know a part of it
     */
    private Step payLate(Step step, Map<String, Long> reserved) {
        LateConfirmation late = inventory.confirmOrReacquire(request(step.subject(), reserved));
        if (late instanceof LateConfirmation.Reacquired) {
            return step.reacquired(bySku(late.sold()));
        }
        if (late instanceof LateConfirmation.RefundDue refund) {
            if (refund.refusal().reason() == Reason.RELEASED) {
                return step.with(Step.Result.RELEASED, "");
            }
            return step.with(Step.Result.REFUND_DUE, refund.refusal().reason().name());
        }
        // Nobody but this shop sells here, so the inventory knows all orders that have held something.
        return late instanceof LateConfirmation.Unknown
                ? step.with(Step.Result.SURPRISE, late.toString())
                : step.done();
    }

    private static Map<String, Long> bySku(Map<StockKey, Long> units) {
        Map<String, Long> bySku = new LinkedHashMap<>();
        units.forEach((key, some) -> bySku.put(key.sku(), some));
        return bySku;
    }

    /** A sweep may be faster: then the units are back already, and are not wanted again by a late payment. */
    private Step giveUpPart(Step step) {
        Outcome outcome = inventory.release(part(step));
        return is(outcome, Reason.EXPIRED) ? step.with(Step.Result.EXPIRED, "") : released(step, outcome);
    }

    private ReserveRequest request(String order, Map<String, Long> units) {
        return floor.request(ReserveRequest.of(order, cart.buyer()), units, channel);
    }

    private static SettleRequest all(Step step) {
        return SettleRequest.of(step.subject()).id(step.settlement());
    }

    private SettleRequest part(Step step) {
        SettleRequest part = all(step);
        for (Map.Entry<String, Long> line : step.units().entrySet()) {
            part = part.line(key(line.getKey()), line.getValue());
        }
        return part;
    }
}
