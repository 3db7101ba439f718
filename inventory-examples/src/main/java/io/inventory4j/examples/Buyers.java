package io.inventory4j.examples;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationPolicy;
import io.inventory4j.ReservationTerms;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What buyers do: reserve a cart, and later what their plan says. Where the shop says no, a buyer takes what remains of
 * the line and asks again, so a sale goes on to the last unit.
 */
final class Buyers {
    private final Inventory inventory;
    private final ReservationPolicy policy;
    private final Tally tally;
    private final Purchases purchases;
    private final Recovery recovery;
    private final Agenda agenda;
    private final long seed;

    Buyers(
            Inventory inventory,
            ReservationPolicy policy,
            Tally tally,
            Purchases purchases,
            Recovery recovery,
            Agenda agenda,
            long seed) {
        this.inventory = inventory;
        this.recovery = recovery;
        this.policy = policy;
        this.tally = tally;
        this.purchases = purchases;
        this.agenda = agenda;
        this.seed = seed;
    }

    void shop(Event.Cart cart) {
        Plan plan = Plan.draw(seed, cart.number());
        Basket basket = new Basket(cart.lines());
        cart.lines().forEach((sku, units) -> tally.add(sku, Count.ASKED, units));
        Recovery.Cart before = recovery.find(request(cart, plan, basket)).orElse(null);
        if (before != null) {
            purchases.add(cart.buyer(), before.purchase());
            follow(plan, before.purchase(), cart.at(), before.expiresAt());
            return;
        }
        boolean cut = false;
        while (!basket.isEmpty()) {
            ReserveRequest request = request(cart, plan, basket);
            Outcome outcome = inventory.reserve(request);
            if (outcome instanceof Outcome.Applied applied && applied.reservation() != null) {
                tally.held(cut);
                Purchase purchase = new Purchase(inventory, tally, request);
                purchases.add(cart.buyer(), purchase);
                follow(plan, purchase, cart.at(), applied.reservation().expiresAt());
                return;
            }
            giveWay(basket, request, outcome, cart.at());
            cut = true;
        }
        tally.happened("carts refused", 1);
        // Rule 2.9: so that a sale that goes on does not ask again, when there may be units for this cart.
        inventory.release(cart.id());
    }

    private static ReserveRequest request(Event.Cart cart, Plan plan, Basket basket) {
        List<ReserveRequest.Line> lines = basket.lines().entrySet().stream()
                .map(line -> new ReserveRequest.Line(StockKey.of(line.getKey()), line.getValue()))
                .toList();
        return new ReserveRequest(ReservationId.of(cart.id()), cart.buyer(), lines, plan.channel(), null, null, null);
    }

    /** Lowers the basket to what is to be had, or less: each time by at least a unit. */
    private void giveWay(Basket basket, ReserveRequest request, Outcome outcome, Instant now) {
        Refusal refusal = outcome.refused().orElseThrow();
        if (refusal.reason() == Reason.RELEASED && recovery.possible()) {
            List<String> all = List.copyOf(basket.lines().keySet());
            basket.cut(refusal.subject(), all, 0).forEach((sku, units) -> tally.refused(sku, Recovery.BEFORE, units));
            return;
        }
        List<String> lines = linesBehind(refusal, request, now);
        boolean expected = refusal.reason() == Reason.OUT_OF_STOCK || refusal.reason() == Reason.LIMIT_REACHED;
        if (!expected || lines.isEmpty()) {
            tally.surprise(request.id().value(), "reserve", outcome);
            lines = List.copyOf(basket.lines().keySet());
        }
        String why = refusal.rule() == null ? "sold out" : "by the limit " + refusal.rule();
        Map<String, Long> cut = basket.cut(refusal.subject(), lines, expected ? refusal.remaining() : 0);
        cut.forEach((sku, units) -> tally.refused(sku, why, units));
    }

    /** A refusal names one line, or one counter; the policy says which lines count on it. */
    private List<String> linesBehind(Refusal refusal, ReserveRequest request, Instant now) {
        ReservationTerms terms = new ReservationTerms();
        policy.judge(request, now, terms);
        return request.lines().stream()
                .map(ReserveRequest.Line::key)
                .filter(key -> key.toString().equals(refusal.subject())
                        || terms.unitCharges(key).stream()
                                .anyMatch(charge -> charge.counter().equals(refusal.subject())))
                .map(StockKey::sku)
                .toList();
    }

    private void follow(Plan plan, Purchase purchase, Instant now, Instant holdEnds) {
        Instant paid = now.plus(plan.payAfter());
        switch (plan.fate()) {
            case PAYS ->
                agenda.at(paid, () -> {
                    purchase.pay();
                    shipLater(plan, purchase, paid);
                });
            case PAYS_HALF ->
                agenda.at(paid, () -> {
                    purchase.payHalf();
                    shipLater(plan, purchase, paid);
                });
            case EMPTIES_CART -> agenda.at(paid, purchase::giveUp);
            case ABANDONS ->
                agenda.at(holdEnds, () -> {
                    inventory.sweep();
                    purchase.expired();
                });
            case PAYS_LATE -> {
                Instant late = holdEnds.plus(plan.lateBy());
                agenda.at(late, () -> {
                    purchase.payLate();
                    shipLater(plan, purchase, late);
                });
            }
            case CANCELS_HALF ->
                agenda.at(paid, () -> {
                    purchase.pay();
                    agenda.at(paid.plus(plan.payAfter()), purchase::cancelHalf);
                    shipLater(plan, purchase, paid.plus(plan.payAfter()));
                });
            case SENDS_HALF_BACK ->
                agenda.at(paid, () -> {
                    purchase.pay();
                    Instant shipped = shipLater(plan, purchase, paid);
                    agenda.at(shipped.plus(plan.lateBy()), purchase::sendHalfBack);
                });
        }
    }

    /** What would leave after the last event of the files stays in the house overnight, sold and not shipped. */
    private Instant shipLater(Plan plan, Purchase purchase, Instant from) {
        Instant due = from.plus(plan.shipAfter());
        if (!due.isAfter(agenda.lastEvent())) {
            agenda.at(due, purchase::ship);
        }
        return due;
    }
}
