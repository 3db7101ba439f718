package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.testkit.MapLedger;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checks of a killed shop. Its maps died with it, so each test makes its orders again, with one fault planted. */
@Timeout(120)
class KilledShopTest {
    private static final String NAME = "S\u00e9l \ud83e\uddc2 order";

    private static KilledShop killed;

    private final MapLedger ledger = new MapLedger(InstantSource.system());

    static final class Shop {
        private Shop() {}

        public static void main(String[] args) {
            MapLedger ledger = new MapLedger(InstantSource.system());
            SaleStock.fill(ledger);
            KilledShop.sell(ledger, args[0]);
        }
    }

    static final class Quitter {
        private Quitter() {}

        public static void main(String[] args) {
            System.exit(Integer.parseInt(args[0]));
        }
    }

    @BeforeAll
    static void kill() throws IOException, InterruptedException {
        killed = KilledShop.kill(Shop.class, 50, NAME);
    }

    private void made(Predicate<Command> wanted) {
        SaleStock.fill(ledger);
        List<Command> commands = new ArrayList<>();
        for (String line : killed.reported()) {
            String[] words = line.split(" ", 4);
            String id = KilledShop.id(words[3], Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            commands.add(
                    words[0].equals("R")
                            ? SaleStock.cart(id, Integer.parseInt(words[2]))
                            : SaleStock.settle(id, Transition.CONFIRM));
        }
        // Reservations first, whatever the order that a set of lines has.
        commands.stream()
                .filter(one -> one instanceof Reserve && wanted.test(one))
                .forEach(this::apply);
        commands.stream()
                .filter(one -> !(one instanceof Reserve) && wanted.test(one))
                .forEach(this::apply);
    }

    private void apply(Command command) {
        SaleStock.insist(ledger, command);
    }

    private int check() {
        return KilledShop.check(ledger, KilledShop.InFlight.FINAL, List.of(killed));
    }

    private void assertFound(String what) {
        String message = assertThrows(AssertionError.class, this::check).toString();
        assertTrue(message.contains(what), message);
    }

    private static Reserve firstCart() {
        return SaleStock.cart(KilledShop.id(NAME, 0, 0), 0);
    }

    @Test
    void allThatWasReportedIsThere() {
        assertTrue(killed.acknowledged() >= 50, () -> "acknowledged " + killed.acknowledged());
        made(command -> true);
        assertEquals(0, check());
    }

    @Test
    void whatWasInFlightMayBeThereToo() {
        made(command -> true);
        apply(SaleStock.cart(KilledShop.id(NAME, 1, killed.last(1) + 1), killed.last(1) + 1));
        assertEquals(1, check());
    }

    @Test
    void aLostOrderIsFound() {
        made(command -> !command.equals(firstCart()) && !command.equals(firstSale()));
        assertFound("I2: " + firstCart().id() + " was acknowledged, and is gone");
    }

    private static Command firstSale() {
        return SaleStock.settle(firstCart().id().value(), Transition.CONFIRM);
    }

    @Test
    void aLostSaleIsFound() {
        made(command -> !command.equals(firstSale()));
        assertFound("I2: " + firstCart().id() + " was acknowledged as sold, and was not");
    }

    @Test
    void halfACartIsFound() {
        Reserve whole = firstCart();
        made(command -> !command.equals(whole) && !command.equals(firstSale()));
        apply(new Reserve(
                whole.id(),
                whole.owner(),
                whole.lines().subList(0, 1),
                whole.orderCharges(),
                whole.holdFor(),
                whole.sold(),
                null,
                false));
        assertFound("I1: half a cart");
    }

    @Test
    void aUnitTooManyIsFound() {
        made(command -> true);
        apply(Move.of("m", "found", new Posting(SaleStock.LINES.get(2), Bucket.OUTSIDE, Bucket.AVAILABLE, 1)));
        assertFound("I1: all units of");
    }

    @Test
    void anOrderThatNobodyPlacedIsFound() {
        made(command -> true);
        apply(SaleStock.cart("a stranger's", 0));
        assertFound("I1: reserved of");
    }

    /** The order in flight is there, and the first look does not see it. */
    private StockLedger blindOnce() {
        made(command -> true);
        int order = killed.last(1) + 1;
        String id = KilledShop.id(NAME, 1, order);
        apply(SaleStock.cart(id, order));
        AtomicBoolean looked = new AtomicBoolean();
        return new ForwardingLedger(ledger) {
            @Override
            public Optional<Reservation> reservation(ReservationId one) {
                boolean blind = one.value().equals(id) && looked.compareAndSet(false, true);
                return blind ? Optional.empty() : super.reservation(one);
            }
        };
    }

    @Test
    void anOrderThatIsNotSeenIsFoundWhereNothingLandsLate() {
        StockLedger blind = blindOnce();
        String found = assertThrows(
                        AssertionError.class, () -> KilledShop.check(blind, KilledShop.InFlight.FINAL, List.of(killed)))
                .toString();
        assertTrue(found.contains("is known, and could not be seen"), found);
    }

    @Test
    void anOrderMayLandLateInADatabase() {
        assertEquals(1, KilledShop.check(blindOnce(), KilledShop.InFlight.MAY_LAND, List.of(killed)));
    }

    @Test
    void aShopThatEndsByItselfIsNoTest() {
        assertThrows(AssertionError.class, () -> KilledShop.kill(Quitter.class, 1, "0"));
        assertThrows(AssertionError.class, () -> KilledShop.kill(Quitter.class, 1, "1"));
    }
}
