package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rule 10.2: a command whose answer was lost is sent again. Losing one in a real store is left to the store's tests.
 */
public interface RetryContract extends Fixture {
    /** Sends a command whose answer does not arrive, then the same again. */
    private void lostAndSentAgain(Command command) {
        apply(command);
        List<StockLevel> before = ledger().levels(List.of(key("A"), key("B")));
        replayed(command);
        replayed(command);
        assertEquals(before, ledger().levels(List.of(key("A"), key("B"))));
    }

    @Test
    default void rule_10_2_aReserveIsSentAgain() {
        stock("A", 2);
        lostAndSentAgain(hold("r1", List.of(limit("o", 1)), line("A", 2, limit("c", 2))));
        assertUsed(2, "c");
        assertUsed(1, "o");
        lostAndSentAgain(replace("r1", "r2", line("A", 2)));
        assertUsed(0, "c");
        assertLevel("A", 0, 2, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"GIVE_BACK", "EXTEND"},
            mode = EnumSource.Mode.EXCLUDE)
    default void rule_10_2_aSettlementIsSentAgain(Transition transition) {
        stock("A", 9);
        applied(hold("r1", line("A", 8)));
        applied(part(Transition.CONFIRM, "r1", "sold", units("A", 6)));
        applied(part(Transition.SHIP, "r1", "shipped", units("A", 4)));
        lostAndSentAgain(part(transition, "r1", "a part", units("A", 1)));
        lostAndSentAgain(all(transition, "r1"));
    }

    @Test
    default void rule_10_2_anExtensionIsSentAgain() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        lostAndSentAgain(extend("r1", "s1", HOLD.multipliedBy(2)));
        clock().advance(HOLD);
        replayed(extend("r1", "s1", HOLD.multipliedBy(2)));
        assertEquals(
                TurnedClock.START.plus(HOLD.multipliedBy(2)), reservation("r1").expiresAt());
    }

    @Test
    default void rule_10_2_aReleaseOfAnUnknownIdIsSentAgain() {
        lostAndSentAgain(all(RELEASE, "r1"));
    }

    @Test
    default void rule_10_2_aMoveAndASaleStateAreSentAgain() {
        lostAndSentAgain(receive("m1", "A", 5));
        lostAndSentAgain(saleState("x1", "A", SaleState.STOPPED));
        assertEquals(2, level("A").version());
    }

    @Test
    default void rule_10_2_aWholeBatchIsSentAgain() {
        Command[] batch = {
            receive("m1", "A", 5),
            receive("m2", "B", 5),
            hold("r1", line("A", 2), line("B", 1)),
            part(Transition.CONFIRM, "r1", "s1", units("A", 1)),
            all(RELEASE, "r1"),
            saleState("x1", "B", SaleState.NO_NEW)
        };
        applyAll(batch).forEach(this::assertApplied);
        List<StockLevel> before = ledger().levels(List.of(key("A"), key("B")));
        applyAll(batch).forEach(this::assertReplayed);
        assertEquals(before, ledger().levels(List.of(key("A"), key("B"))));
    }

    @Test
    default void rule_10_2_appliedIsFinalWhateverComesBetween() {
        stock("A", 5);
        Command lost = hold("r1", line("A", 2));
        apply(lost);
        applied(hold("r2", line("A", 3)));
        applied(saleState("x1", "A", SaleState.STOPPED));
        replayed(lost);
        assertLevel("A", 0, 5, 0);
    }

    @Test
    default void rule_10_2_aReleaseMakesARefusalFinal() {
        stock("A", 1);
        refused(hold("r1", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        applied(receive("m2", "A", 1));
        // The first copy of a refused reserve may still arrive, and would be applied now; after the release it is not.
        applied(all(RELEASE, "r1"));
        refused(hold("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
        assertLevel("A", 2, 0, 0);
    }

    @Test
    default void rule_10_2_aLateCopyOfAReleasedReserveHoldsNothing() {
        stock("A", 1);
        Command lost = hold("r1", line("A", 1));
        apply(lost);
        List<Outcome> answers = applyAll(all(RELEASE, "r1"), lost);
        assertApplied(answers.get(0));
        assertRefused(answers.get(1), Reason.RELEASED, "r1", 0);
        assertLevel("A", 1, 0, 0);
    }
}
