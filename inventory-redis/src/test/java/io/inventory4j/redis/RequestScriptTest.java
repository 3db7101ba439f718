package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.ReservationId;
import io.inventory4j.SaleState;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.SetSaleState;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.faults.SaleStock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which script a batch is sent to: the smallest that has all it needs. */
class RequestScriptTest {
    private static final Reserve CART = SaleStock.cart("r1", 0);
    private static final Reserve REPLACING = new Reserve(
            ReservationId.of("r2"), CART.lines(), CART.orderCharges(), CART.holdFor(), ReservationId.of("r1"));
    private static final Settle SALE = SaleStock.settle("r1", Transition.CONFIRM);
    private static final SetSaleState STOP = new SetSaleState("s", SaleStock.LINES.get(0), SaleState.STOPPED);

    private static void assertScript(Script expected, Command... batch) {
        assertEquals(expected, Request.of(List.of(batch)).script());
    }

    @Test
    void reservesThatReplaceNothing() {
        assertScript(Script.RESERVE, CART);
        assertScript(Script.RESERVE, CART, CART);
    }

    @Test
    void settlements() {
        assertScript(Script.SETTLE, SALE, SaleStock.settle("r2", Transition.RELEASE));
    }

    @Test
    void allElse() {
        assertScript(Script.APPLY, REPLACING);
        assertScript(Script.APPLY, CART, REPLACING);
        assertScript(Script.APPLY, CART, SALE);
        assertScript(Script.APPLY, SALE, STOP);
        assertScript(Script.APPLY, STOP);
    }
}
