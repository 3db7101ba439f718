package io.inventory4j.archive;

import static io.inventory4j.archive.ArchivedShop.CUP;
import static io.inventory4j.archive.ArchivedShop.TEA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order whose lines chose (rule 1.9) comes back from the archive with what they asked for and were granted. */
class RedisArchiveChoicesTest {
    private static final ReservationId ORDER = ReservationId.of("kit");
    private static final StockKey GONE = StockKey.of("gone");

    /** Tea, and two cups from where they are; a gift that is gone, and a gift of tea. */
    private static Reserve kit() {
        return new Reserve(
                ORDER,
                "ann",
                List.of(ReserveLine.of(TEA, 3)),
                List.of(
                        new FlexibleLine(List.of(Source.of(GONE), Source.of(CUP), Source.of(TEA)), 4, 2, true),
                        new FlexibleLine(List.of(Source.of(GONE)), 1, 0, false),
                        new FlexibleLine(List.of(Source.of(CUP), Source.of(TEA)), 1, 0, false)),
                List.of(),
                Duration.ofMinutes(10),
                false,
                null,
                false);
    }

    private static final List<Grant> GRANTS = List.of(
            new Grant(List.of(GONE, CUP, TEA), 4, 2, true, List.of(0L, 3L, 1L)),
            new Grant(List.of(GONE), 1, 0, false, List.of(0L)),
            new Grant(List.of(CUP, TEA), 1, 0, false, List.of(0L, 1L)));

    private static Optional<Reservation> ordered(ArchivedShop shop) {
        shop.receive("m1", TEA, 5);
        shop.receive("m2", CUP, 3);
        shop.apply(kit());
        shop.apply(Settle.part(ORDER, "one", Transition.CONFIRM, Map.of(TEA, 1L)));
        Optional<Reservation> order = shop.ledger.reservation(ORDER);
        assertEquals(Optional.of(GRANTS), order.map(Reservation::grants));
        return order;
    }

    /** What is swept is taken again: the gift of tea is not there any more. */
    private static void goOn(ArchivedShop shop, Optional<Reservation> order) {
        assertEquals(order, shop.ledger.reservation(ORDER));
        shop.apply(kit());
        assertEquals(order, shop.ledger.reservation(ORDER), "a repeat changes nothing");
        shop.clock.advance(Duration.ofMinutes(10));
        assertEquals(1, shop.ledger.expire(10).size());
        shop.hold("other", TEA, 1);
        shop.apply(kit().takingAgain());
        Reservation again = shop.ledger.reservation(ORDER).orElseThrow();
        assertEquals(GRANTS, again.grants());
        assertEquals(
                List.of(
                        new ReservedLine(CUP, 3, 0, 0, 0, 0, 0, List.of()),
                        new ReservedLine(TEA, 3, 1, 0, 1, 0, 0, List.of())),
                again.lines());
        shop.archive.drain(100);
        assertEquals(List.of(), shop.archive.verify().differences());
        shop.die();
        shop.archive.restore();
        assertEquals(Optional.of(again), shop.ledger.reservation(ORDER));
    }

    @ParameterizedTest
    @EnumSource
    void itsCallsArePlayedAgain(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        Optional<Reservation> order = ordered(shop);
        shop.archive.drain(100);
        shop.die();
        assertEquals(4, shop.archive.restore().calls());
        goOn(shop, order);
    }

    @ParameterizedTest
    @EnumSource
    void itsRowIsPutBack(ArchiveDatabase database) {
        ArchivedShop shop = new ArchivedShop(database);
        Optional<Reservation> order = ordered(shop);
        shop.archive.snapshot();
        shop.die();
        assertEquals(0, shop.archive.restore().calls());
        goOn(shop, order);
    }
}
