package io.inventory4j.testkit.contract.stock;

import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 4: opening and closing a line for sale. What each state stops is tested with rules 1.1 and 2.1. */
public interface SaleStateContract extends Fixture {
    @ParameterizedTest
    @EnumSource(SaleState.class)
    default void rule_4_3_aSaleStateIsSetAndTouchesTheLine(SaleState state) {
        stock("A", 5);
        StockLevel before = level("A");
        StockLevel after =
                new StockLevel(key("A"), 5, 0, 0, 0, 0, 0, 0, 2, state, Window.NONE, before.opening(), false);
        assertEquals(
                new Outcome.Applied(null, List.of(new LevelChange(before, after)), false),
                apply(saleState("x1", "A", state)));
        assertEquals(after, level("A"));
    }

    @Test
    default void rule_4_4_sameIdAndContentReplays() {
        stock("A", 5);
        applied(saleState("x1", "A", SaleState.STOPPED));
        applied(saleState("x2", "A", SaleState.OPEN));
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(saleState("x1", "A", SaleState.STOPPED)));
        assertEquals(SaleState.OPEN, level("A").saleState());
        assertEquals(3, level("A").version());
    }

    @Test
    default void rule_4_4_otherContentIsRefused() {
        stock("A", 5);
        stock("B", 5);
        applied(saleState("x1", "A", SaleState.STOPPED));
        refused(saleState("x1", "A", SaleState.NO_NEW), Reason.ID_REUSED, "x1", 0);
        refused(saleState("x1", "B", SaleState.STOPPED), Reason.ID_REUSED, "x1", 0);
        refused(saleState("x1", "unknown", SaleState.STOPPED), Reason.ID_REUSED, "x1", 0);
        assertEquals(SaleState.OPEN, level("B").saleState());
    }

    @Test
    default void rule_4_5_anUnknownLineIsRefusedAndNotRemembered() {
        refused(saleState("x1", "A", SaleState.STOPPED), Reason.UNKNOWN_LINE, key("A"), 0);
        assertNoLine("A");
        stock("A", 1);
        applied(saleState("x1", "A", SaleState.STOPPED));
    }

    @Test
    default void rule_4_2_openReservationsStayAsTheyAre() {
        stock("A", 5);
        applied(hold("r1", line("A", 2)));
        Reservation before = reservation("r1");
        applied(saleState("x1", "A", SaleState.STOPPED));
        assertEquals(before, reservation("r1"));
        assertLevel("A", 3, 2, 0);
        applied(all(RELEASE, "r1"));
    }

    @Test
    default void rule_4_3_theStateOutlastsWhatHappensToTheLine() {
        stock("A", 5);
        applied(hold("r1", line("A", 2)));
        applied(saleState("x1", "A", SaleState.NO_NEW));
        applied(receive("m2", "A", 5));
        applied(all(RELEASE, "r1"));
        assertEquals(SaleState.NO_NEW, level("A").saleState());
        refused(hold("r2", line("A", 1)), Reason.NOT_OPEN, key("A"), 0);
    }

    @Test
    default void rule_4_3_theSameStateAgainUnderAnotherIdApplies() {
        stock("A", 5);
        applied(saleState("x1", "A", SaleState.STOPPED));
        applied(saleState("x2", "A", SaleState.STOPPED));
        assertEquals(3, level("A").version());
    }
}
