package io.inventory4j.redis.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.faults.SaleStock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which scripts a batch is sent to: the one for a rush, if it is one, and the smallest that has all it needs. */
class RequestScriptTest {
    private static final Reserve CART = SaleStock.cart("r1", 0);
    private static final Reserve REPLACING = new Reserve(
            ReservationId.of("r2"),
            CART.lines(),
            CART.orderCharges(),
            Objects.requireNonNull(CART.holdFor()),
            ReservationId.of("r1"));
    /** A gift besides the cart. */
    private static final Reserve CHOOSING = new Reserve(
            ReservationId.of("r4"),
            null,
            CART.lines(),
            List.of(new FlexibleLine(List.of(Source.of(StockKey.of("gift"))), 1, 0, false)),
            CART.orderCharges(),
            CART.holdFor(),
            false,
            null,
            false);

    private static final Settle SALE = SaleStock.settle("r1", Transition.CONFIRM);
    private static final SetSaleState STOP = new SetSaleState("s", SaleStock.LINES.get(0), SaleState.STOPPED);

    private static final Outcome HELD = new Outcome.Applied(null, List.of(), false);
    private static final byte[] NOW = {'1'};

    private static void assertScript(Script expected, Command... batch) {
        Request request = Request.of(List.of(batch));
        assertEquals(expected, request.script());
        List<Request.Try> tries = request.tries(NOW, false);
        assertEquals(List.of(expected), scripts(tries));
        assertEquals(NOW, tries.get(0).arguments().get(0));
    }

    private static List<Script> scripts(List<Request.Try> tries) {
        return tries.stream().map(Request.Try::script).toList();
    }

    private static void assertRush(boolean expected, Command... batch) {
        Request request = Request.of(List.of(batch));
        assertEquals(expected, request.isRush());
        List<Request.Try> tries = request.tries(NOW, true);
        assertEquals(expected ? List.of(Script.RUSH, request.script()) : List.of(request.script()), scripts(tries));
        assertEquals(
                tries.get(0).arguments().get(1),
                tries.get(tries.size() - 1).arguments().get(1));
    }

    @Test
    void newReservationsAreARush() {
        assertRush(true, CART);
        assertRush(true, CART, SaleStock.cart("r3", 1));
        assertRush(false, CART, CART);
        assertRush(false, REPLACING);
        assertRush(false, CART.selling());
        assertRush(false, CART.takingAgain());
        assertRush(false, SaleStock.cart("r3", 1), CART.takingAgain());
        assertRush(false, CART, SALE);
        assertRush(false, CHOOSING);
        assertRush(false, CART, CHOOSING);
        assertRush(false, CHOOSING.takingAgain());
    }

    @Test
    void aRushIsExpectedAfterARushThatWasHeld() {
        RushForecast rushes = new RushForecast();
        assertTrue(rushes.likely());
        rushes.learn(List.of(HELD, new Outcome.Refused(Reason.OUT_OF_STOCK, "s", 0)));
        assertFalse(rushes.likely());
        rushes.learn(List.of(HELD, HELD));
        assertTrue(rushes.likely());
        rushes.learn(List.of(new Outcome.Applied(null, List.of(), true), HELD));
        assertFalse(rushes.likely());
    }

    @Test
    void reservesThatReplaceNothing() {
        assertScript(Script.RESERVE, CART);
        assertScript(Script.RESERVE, CART, CART);
        assertScript(Script.RESERVE, CART, CART.selling());
    }

    @Test
    void settlements() {
        assertScript(Script.SETTLE, SALE, SaleStock.settle("r2", Transition.RELEASE));
    }

    @Test
    void anyBatchWithALineThatChooses() {
        assertScript(Script.CHOOSE, CHOOSING);
        assertScript(Script.CHOOSE, CART, CHOOSING);
        assertScript(Script.CHOOSE, CHOOSING, SALE);
        assertScript(Script.CHOOSE, STOP, CHOOSING.selling());
        assertScript(Script.CHOOSE, CHOOSING.takingAgain());
    }

    @Test
    void allElse() {
        assertScript(Script.APPLY, REPLACING);
        assertScript(Script.APPLY, CART, REPLACING);
        assertScript(Script.APPLY, CART, CART.takingAgain());
        assertScript(Script.APPLY, REPLACING.selling());
        assertScript(Script.APPLY, CART, SALE);
        assertScript(Script.APPLY, SALE, STOP);
        assertScript(Script.APPLY, STOP);
    }
}
