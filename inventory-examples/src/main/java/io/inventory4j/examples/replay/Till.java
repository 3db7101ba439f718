package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.SettleRequest;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Map;

/**
 * Asks the inventory for what a step of a cart says, and reads from the answer what came of it.
 *
 * @param policy the inventory's own
 * @param channel where the cart comes from
 */
record Till(Inventory inventory, ReservationPolicy policy, Event.Cart cart, String channel) {
    /**
     * Makes the call of a step.
     *
     * @param order whose step it is; its basket is cut where the shop says no
     * @return the step with its result
     */
    Step ask(Step step, Order order) {
        return switch (step.action()) {
            case RESERVE -> reserve(step, order.basket());
            case PAY -> step.settled(inventory.confirm(all(step)));
            case PAY_PART -> step.settled(inventory.confirmAndReleaseRest(part(step)));
            case PAY_LATE -> payLate(step, order.reserved());
            case GIVE_UP -> step.settled(inventory.release(all(step)));
            case GIVE_UP_PART -> giveUpPart(step);
            case CANCEL -> step.settled(inventory.cancel(part(step)));
            case SHIP -> step.settled(inventory.ship(all(step)));
            case TAKE_BACK -> step.settled(inventory.acceptReturn(part(step)));
            case RUN_OUT, RECEIVE, WRITE_OFF -> throw new IllegalArgumentException("no call of a cart: " + step);
        };
    }

    /** Gives back what is overdue, of this cart and of others. */
    void sweep() {
        inventory.sweep();
    }

    private Step reserve(Step step, Basket basket) {
        ReserveRequest request = request(step.subject(), step.units());
        Outcome outcome = inventory.reserve(request);
        if (outcome instanceof Outcome.Applied applied && applied.reservation() != null) {
            return step.with(Step.Result.DONE, applied.reservation().expiresAt().toString());
        }
        Refusal refusal = outcome.refused().orElse(null);
        List<String> lines = refusal == null ? List.of() : linesOf(refusal, request);
        if (refusal == null || lines.isEmpty()) {
            return step.with(Step.Result.SURPRISE, outcome.toString());
        }
        basket.cut(refusal.subject(), lines, refusal.remaining());
        String why = refusal.rule() == null ? "sold out" : "by the limit " + refusal.rule();
        return step.refused(why, basket.lines());
    }

    /** A refusal names one line, or one counter; the policy says which lines count on it. */
    private List<String> linesOf(Refusal refusal, ReserveRequest request) {
        if (refusal.reason() != Reason.OUT_OF_STOCK && refusal.reason() != Reason.LIMIT_REACHED) {
            return List.of();
        }
        ReservationTerms terms = new ReservationTerms();
        policy.judge(request, cart.at(), terms);
        return request.lines().stream()
                .map(RequestLine::key)
                .filter(key -> refusal.reason() == Reason.OUT_OF_STOCK
                        ? key.toString().equals(refusal.subject())
                        : terms.unitCharges(key).stream()
                                .anyMatch(charge -> charge.counter().equals(refusal.subject())))
                .map(StockKey::sku)
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
            return step.with(Step.Result.REACQUIRED, "");
        }
        if (late instanceof LateConfirmation.RefundDue refund) {
            return step.with(Step.Result.REFUND_DUE, refund.refusal().reason().name());
        }
        // Nobody but this shop sells here, so the inventory knows all orders that have held something.
        return late instanceof LateConfirmation.Unknown
                ? step.with(Step.Result.SURPRISE, late.toString())
                : step.done();
    }

    /** A sweep may be faster: then the units are back already, and are not wanted again by a late payment. */
    private Step giveUpPart(Step step) {
        Outcome outcome = inventory.release(part(step));
        boolean swept = outcome.refused()
                .map(Refusal::reason)
                .filter(Reason.EXPIRED::equals)
                .isPresent();
        return swept ? step.with(Step.Result.EXPIRED, "") : step.settled(outcome);
    }

    private ReserveRequest request(String order, Map<String, Long> units) {
        List<RequestLine> lines = units.entrySet().stream()
                .map(line -> new RequestLine(StockKey.of(line.getKey()), line.getValue()))
                .toList();
        ReserveRequest request = ReserveRequest.of(order, cart.buyer()).lines(lines);
        return channel == null ? request : request.channel(channel);
    }

    private static SettleRequest all(Step step) {
        return SettleRequest.of(step.subject()).id(step.settlement());
    }

    private static SettleRequest part(Step step) {
        SettleRequest part = all(step);
        for (Map.Entry<String, Long> line : step.units().entrySet()) {
            part = part.line(line.getKey(), line.getValue());
        }
        return part;
    }
}
