package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.live.SaleFloor;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.examples.replay.plan.SaleChannels;
import io.inventory4j.policy.ReservationPolicy;
import java.time.Duration;
import java.time.Instant;

/**
 * What buyers do: reserve a cart, and later what their plan says. Where the shop says no, a buyer takes what remains of
 * the line and asks again, so a sale goes on to the last unit.
 */
final class Buyers {
    /** No hold ends later after its order: workers are never so far apart. */
    private static final Duration LATEST = SaleRules.HOLD.plus(SaleRules.APART);

    private final Inventory inventory;
    private final ReservationPolicy policy;
    private final SaleFloor floor;
    private final OrderTable table;
    private final Tally tally;
    private final Purchases purchases;
    private final Agenda agenda;
    private final Sweeps sweeps;
    private final long seed;

    Buyers(
            Inventory inventory,
            ReservationPolicy policy,
            SaleFloor floor,
            OrderTable table,
            Tally tally,
            Purchases purchases,
            Agenda agenda,
            Sweeps sweeps,
            long seed) {
        this.inventory = inventory;
        this.policy = policy;
        this.floor = floor;
        this.table = table;
        this.tally = tally;
        this.purchases = purchases;
        this.agenda = agenda;
        this.sweeps = sweeps;
        this.seed = seed;
    }

    void shop(Event.Cart cart) {
        BuyerPlan plan = BuyerPlan.draw(seed, cart.number());
        String channel = SaleChannels.of(cart.id());
        Purchase purchase = new Purchase(new Till(inventory, policy, floor, cart, channel), table, tally);
        purchase.goOn();
        Instant said = purchase.reserve();
        if (said == null) {
            tally.happened("carts refused", 1);
            return;
        }
        // A ledger that counts nanoseconds says of times after 2262 that they are the last instant of all.
        Instant latest = cart.at().plus(LATEST);
        Instant holdEnds = said.isAfter(latest) ? latest : said;
        purchases.add(cart, purchase);
        sweeps.after(holdEnds);
        follow(plan, purchase, cart.at(), holdEnds);
    }

    private void follow(BuyerPlan plan, Purchase purchase, Instant now, Instant holdEnds) {
        Instant paid = now.plus(plan.payAfter());
        switch (plan.fate()) {
            case PAYS ->
                agenda.at(paid, () -> {
                    purchase.pay();
                    paidFor(plan, purchase, paid, holdEnds);
                });
            case PAYS_HALF ->
                agenda.at(paid, () -> {
                    purchase.payHalf();
                    paidFor(plan, purchase, paid, holdEnds);
                });
            case EMPTIES_CART -> agenda.at(paid, purchase::giveUp);
            case ABANDONS -> agenda.at(holdEnds, purchase::runOut);
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
                    paidFor(plan, purchase, paid.plus(plan.payAfter()), holdEnds);
                });
            case SENDS_HALF_BACK ->
                agenda.at(paid, () -> {
                    purchase.pay();
                    Instant shipped = paidFor(plan, purchase, paid, holdEnds);
                    agenda.at(shipped.plus(plan.lateBy()), purchase::sendHalfBack);
                });
        }
    }

    /** What could not be paid for, since somebody has stopped the sale, runs out. */
    private Instant paidFor(BuyerPlan plan, Purchase purchase, Instant paid, Instant holdEnds) {
        if (purchase.holds()) {
            agenda.at(holdEnds, purchase::runOut);
        }
        return shipLater(plan, purchase, paid);
    }

    /** What would leave after the last event of the files stays in the house overnight, sold and not shipped. */
    private Instant shipLater(BuyerPlan plan, Purchase purchase, Instant from) {
        Instant due = from.plus(plan.shipAfter());
        if (!due.isAfter(agenda.lastEvent())) {
            agenda.at(due, purchase::ship);
        }
        return due;
    }
}
