package io.inventory4j.testkit.contract;

import static io.inventory4j.ledger.Transition.RELEASE;
import static io.inventory4j.testkit.contract.Commands.HOLD;
import static io.inventory4j.testkit.contract.Commands.all;
import static io.inventory4j.testkit.contract.Commands.extend;
import static io.inventory4j.testkit.contract.Commands.hold;
import static io.inventory4j.testkit.contract.Commands.key;
import static io.inventory4j.testkit.contract.Commands.limit;
import static io.inventory4j.testkit.contract.Commands.line;
import static io.inventory4j.testkit.contract.Commands.part;
import static io.inventory4j.testkit.contract.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.Transition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 2.9: a release that overtakes its reserve. */
interface TombstoneContract extends Fixture {
    @Test
    default void rule_2_9_aReserveThatArrivesAfterItsReleaseIsRefused() {
        stock("A", 2);
        assertEquals(new Outcome.Applied(null, List.of(), false), apply(all(RELEASE, "r1")));
        refused(hold("r1", line("A", 1)), Reason.RELEASED, "r1", 0);
        refused(hold("r1", line("A", 2, limit("c", 0))), Reason.RELEASED, "r1", 0);
        refused(hold("r1", line("unknown", 2)), Reason.RELEASED, "r1", 0);
        assertLevel("A", 2, 0, 0);
        assertUsed(0, "c");
    }

    @Test
    default void rule_2_9_aFurtherReleaseAppliesWithoutEffect() {
        Outcome.Applied replay = new Outcome.Applied(null, List.of(), true);
        applied(all(RELEASE, "r1"));
        assertEquals(replay, apply(all(RELEASE, "r1")));
        assertEquals(replay, apply(all(RELEASE, "r1", "another id")));
        assertEquals(replay, apply(part(RELEASE, "r1", "a part", units("A", 1))));
    }

    @Test
    default void rule_2_9_aPartialReleaseLeavesATombstoneToo() {
        stock("A", 2);
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        refused(hold("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"RELEASE", "EXTEND"},
            mode = EnumSource.Mode.EXCLUDE)
    default void rule_2_9_otherTransitionsAreRefused(Transition transition) {
        applied(all(RELEASE, "r1"));
        refused(all(transition, "r1"), Reason.RELEASED, "r1", 0);
        refused(part(transition, "r1", "release", units("A", 1)), Reason.RELEASED, "r1", 0);
        refused(extend("r1", "s1", HOLD), Reason.RELEASED, "r1", 0);
    }

    @Test
    default void rule_2_9_aTombstoneIsNoReservation() {
        stock("A", 2);
        applied(all(RELEASE, "r1"));
        assertNoReservation("r1");
        assertEquals(List.of(), ledger().open(key("A"), null, 10));
        clock().advance(HOLD.multipliedBy(2));
        assertEquals(List.of(), ledger().expire(10));
        assertEquals(1, level("A").version());
    }

    @Test
    default void rule_2_9_aReserveThatWasRefusedCanBeClosedForGood() {
        stock("A", 2);
        refused(hold("r1", line("A", 3)), Reason.OUT_OF_STOCK, key("A"), 2);
        applied(all(RELEASE, "r1"));
        refused(hold("r1", line("A", 1)), Reason.RELEASED, "r1", 0);
    }

    @Test
    default void rule_2_9_inOneBatchAsOneByOne() {
        stock("A", 2);
        List<Outcome> outcomes = applyAll(
                all(RELEASE, "r1"),
                hold("r1", line("A", 1)),
                all(RELEASE, "r1"),
                hold("r2", line("A", 1)),
                all(RELEASE, "r2"));
        assertApplied(outcomes.get(0));
        assertRefused(outcomes.get(1), Reason.RELEASED, "r1", 0);
        assertReplayed(outcomes.get(2));
        assertApplied(outcomes.get(3));
        assertApplied(outcomes.get(4));
        assertLevel("A", 2, 0, 0);
    }
}
