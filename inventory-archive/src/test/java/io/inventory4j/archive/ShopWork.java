package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a shop does all day, at random: every kind of command, sweeps, purges, shipments. Used by one thread. */
final class ShopWork {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int KINDS = 16;

    private final ArchivedShop shop;
    private final String name;
    private final SplittableRandom random;
    private final List<Reserve> orders = new ArrayList<>();
    private int made;

    ShopWork(ArchivedShop shop, String name, SplittableRandom random) {
        this.shop = shop;
        this.name = name;
        this.random = random;
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private String id() {
        return name + "-" + made++;
    }

    private StockKey key() {
        return random.nextBoolean() ? TEA : CUP;
    }

    private Reserve order() {
        Instant end = random.nextBoolean()
                ? shop.clock.instant().plusSeconds(random.nextInt(120))
                : Instant.parse("2100-01-01T00:00:00Z");
        Charge buyer = random.nextBoolean()
                ? Charge.of("buyer " + random.nextInt(9), 1_000_000)
                : new Charge("hour " + random.nextInt(9), 1_000_000, end);
        ReserveLine tea = new ReserveLine(TEA, 6, 0, List.of(buyer));
        ReserveLine cup = new ReserveLine(CUP, 1 + random.nextInt(2), 0, List.of());
        return new Reserve(
                        ReservationId.of(id()),
                        random.nextBoolean() ? List.of(tea) : List.of(tea, cup),
                        List.of(Charge.of("orders", 1_000_000)),
                        Duration.ofMillis(1_000 + random.nextLong(MOST.toMillis())),
                        null)
                .ownedBy(random.nextBoolean() ? "c" + name : null);
    }

    /** With a gift of which little is left, and cups or tea, whatever is there (rule 1.9). */
    private Reserve choosing() {
        Reserve order = order();
        long scarce = 100_000L - random.nextInt(60);
        Source tea = order.lines().stream()
                .filter(line -> line.key().equals(TEA))
                .map(line -> new Source(TEA, line.floor(), line.unitCharges()))
                .findFirst()
                .orElseThrow();
        Source cup = order.lines().size() > 1 ? Source.of(CUP) : new Source(CUP, scarce, List.of());
        List<FlexibleLine> flexible = List.of(
                new FlexibleLine(List.of(cup, tea), 1 + random.nextInt(3), 1, random.nextBoolean()),
                new FlexibleLine(List.of(cup), 2, 0, false));
        return choosing(order, flexible, null, false);
    }

    private static Reserve choosing(
            Reserve order, List<FlexibleLine> flexible, @Nullable ReservationId replaced, boolean again) {
        return new Reserve(
                order.id(),
                order.owner(),
                order.lines(),
                flexible,
                order.orderCharges(),
                order.holdFor(),
                order.sold(),
                replaced,
                again);
    }

    private static Reserve replacing(Reserve order, ReservationId replaced) {
        return choosing(order, order.flexible(), replaced, false);
    }

    private static Reserve takingAgain(Reserve order) {
        return choosing(order, order.flexible(), null, true);
    }

    private void add(Reserve order) {
        shop.apply(order);
        orders.add(order);
    }

    private Reserve known() {
        return orders.get(random.nextInt(orders.size()));
    }

    private void settle(Transition how) {
        ReservationId order = known().id();
        shop.apply(random.nextBoolean() ? Settle.all(order, how) : Settle.all(order, id(), how));
    }

    private void step() {
        if (orders.isEmpty()) {
            add(order());
        }
        switch (random.nextInt(KINDS)) {
            case 0, 1 -> add(order());
            case 2 -> add(choosing());
            case 3 -> add((random.nextBoolean() ? choosing() : order()).selling());
            case 4 -> add(replacing(random.nextBoolean() ? choosing() : order(), known().id()));
            case 5 -> shop.apply(takingAgain(known()));
            case 6 -> settle(Transition.CONFIRM);
            case 7 -> settle(random.nextBoolean() ? Transition.RELEASE : Transition.GIVE_BACK);
            case 8 -> settle(random.nextBoolean() ? Transition.SHIP : Transition.RETURN);
            case 9 -> {
                Reserve order = known();
                for (int part = 0; part < 6; part++) {
                    shop.apply(Settle.part(order.id(), id(), Transition.CONFIRM, Map.of(TEA, 1L)));
                }
            }
            case 10 -> shop.apply(Settle.extend(known().id(), id(), MOST));
            case 11 -> shop.clock.advance(Duration.ofSeconds(random.nextInt(15)));
            case 12 -> shop.ledger.expire(1 + random.nextInt(10));
            case 13 -> {
                shop.ledger.purge(Retention.ofAll(Duration.ofSeconds(random.nextInt(30))), 1 + random.nextInt(10));
                shop.ledger.shipConfirmed(Duration.ofSeconds(random.nextInt(30)), 1 + random.nextInt(5));
            }
            case 14 -> shop.ledger.open(key(), null, 1 + random.nextInt(10));
            default ->
                shop.apply(
                        random.nextBoolean()
                                ? new Move(id(), "count", true, List.of(), List.of(count()), Map.of(), Map.of())
                                : new SetSaleState(id(), key(), SaleState.OPEN));
        }
    }

    private SetTo count() {
        return new SetTo(key(), SetTo.Target.ON_HAND, 100_000 + random.nextInt(9), null);
    }
}
