package io.inventory4j.testkit.contract.settle;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 2.9 to 2.11: a release that overtakes its reserve, settlements without an id, and giving back. */
public interface StateContract extends Fixture {
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
            names = {"RELEASE", "GIVE_BACK", "EXTEND"},
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

    @Test
    default void rule_2_10_allThatIsLeftNowIsSettledAndNoIdIsRemembered() {
        stock("A", 9);
        applied(hold("r1", line("A", 5, limit("c", 9))));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        clock().advance(Duration.ofMinutes(1));
        Outcome.Applied sold = applied(now(CONFIRM, "r1"));
        assertEquals(1, sold.changes().size());
        assertTally("r1", "A", 0, 4, 0, 1, 0);
        applied(now(SHIP, "r1"));
        applied(now(RETURN, "r1"));
        assertTally("r1", "A", 0, 0, 4, 1, 4);
        Reservation left = reservation("r1");
        assertEquals(
                List.of("s1"), left.settlements().stream().map(Settlement::id).toList());
        assertEquals(clock().instant(), left.settledAt());
        assertUsed(4, "c");
    }

    @Test
    default void rule_2_10_whatHasComeSinceIsSettledToo() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(now(SHIP, "r1"));
        applied(part(CONFIRM, "r1", "s2", units("A", 1)));
        applied(now(SHIP, "r1"));
        replayed(now(SHIP, "r1"));
        assertTally("r1", "A", 0, 0, 2, 0, 0);
    }

    @Test
    default void rule_2_10_aConfirmationReplaysWhereAnythingIsSold() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        applied(now(CONFIRM, "r1"));
        assertEquals(reservation("r1"), replayed(now(CONFIRM, "r1")).reservation());
        applied(now(SHIP, "r1"));
        replayed(now(CONFIRM, "r1"));
        applied(now(RETURN, "r1"));
        replayed(now(CONFIRM, "r1"));
        applied(hold("r2", line("A", 1)));
        applied(now(RELEASE, "r2"));
        refused(now(CONFIRM, "r2"), Reason.NOT_PENDING, "r2", 0);
        applied(sell("r3", line("A", 1)));
        replayed(now(CONFIRM, "r3"));
        applied(now(CANCEL, "r3"));
        refused(now(CONFIRM, "r3"), Reason.NOT_PENDING, "r3", 0);
    }

    @Test
    default void rule_2_10_aConfirmationIsExpiredWhereASweepTookUnits() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        refused(now(CONFIRM, "r1"), Reason.EXPIRED, "r1", 0);
        applied(now(SHIP, "r1"));
        refused(now(CONFIRM, "r1"), Reason.EXPIRED, "r1", 0);
        applied(hold("r2", line("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        refused(now(CONFIRM, "r2"), Reason.EXPIRED, "r2", 0);
    }

    @Test
    default void rule_2_10_aReleaseReplaysWhereAnythingWasReleased() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(now(RELEASE, "r1"));
        replayed(now(RELEASE, "r1"));
        applied(now(SHIP, "r1"));
        replayed(now(RELEASE, "r1"));
        applied(sell("r2", line("A", 1)));
        refused(now(RELEASE, "r2"), Reason.NOT_PENDING, "r2", 0);
        applied(now(CANCEL, "r2"));
        replayed(now(RELEASE, "r2"));
    }

    @Test
    default void rule_2_10_aCancellationReplaysWhereAnythingWasReleased() {
        stock("A", 9);
        applied(sell("r1", line("A", 3)));
        applied(now(CANCEL, "r1"));
        replayed(now(CANCEL, "r1"));
        applied(hold("r2", line("A", 1)));
        refused(now(CANCEL, "r2"), Reason.NOT_COMMITTED, "r2", 0);
        applied(now(RELEASE, "r2"));
        replayed(now(CANCEL, "r2"));
        applied(sell("r3", line("A", 1)));
        applied(now(SHIP, "r3"));
        refused(now(CANCEL, "r3"), Reason.NOT_COMMITTED, "r3", 0);
    }

    @Test
    default void rule_2_10_shipmentsAndReturnsReplayWhereThereWereAny() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        refused(now(SHIP, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        refused(now(RETURN, "r1"), Reason.NOT_SHIPPED, "r1", 0);
        applied(now(CONFIRM, "r1"));
        applied(now(SHIP, "r1"));
        replayed(now(SHIP, "r1"));
        applied(now(RETURN, "r1"));
        replayed(now(RETURN, "r1"));
        replayed(now(SHIP, "r1"));
        assertTally("r1", "A", 0, 0, 2, 0, 2);
        assertBucket(2, "A", Bucket.QUALITY_CONTROL);
    }

    @Test
    default void rule_2_10_aRefusalIsThatOfASettlementWithAnId() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(saleState("x1", "A", SaleState.STOPPED));
        refused(now(CONFIRM, "r1"), Reason.NOT_OPEN, key("A"), 0);
        refused(now(SHIP, "unknown"), Reason.UNKNOWN_RESERVATION, "unknown", 0);
        refused(now(CANCEL, "unknown"), Reason.UNKNOWN_RESERVATION, "unknown", 0);
    }

    @Test
    default void rule_2_10_tombstonesAreJudgedBefore() {
        stock("A", 1);
        Outcome.Applied left = new Outcome.Applied(null, List.of(), false);
        Outcome.Applied replay = new Outcome.Applied(null, List.of(), true);
        assertEquals(left, apply(now(RELEASE, "r1")));
        assertEquals(replay, apply(now(RELEASE, "r1")));
        assertEquals(replay, apply(all(RELEASE, "r1")));
        for (Transition other : List.of(CONFIRM, CANCEL, SHIP, RETURN)) {
            refused(now(other, "r1"), Reason.RELEASED, "r1", 0);
        }
        refused(hold("r1", line("A", 1)), Reason.RELEASED, "r1", 0);
    }

    @Test
    default void rule_2_10_onlyAWholeReservationIsSettledWithoutAnId() {
        assertRejected("settlement id", "a part", () -> new Settle(id("r1"), null, SHIP, units("A", 1), false, null));
        assertRejected("settlement id", "releaseRest", () -> new Settle(id("r1"), null, CONFIRM, Map.of(), true, null));
        assertRejected(
                "settlement id", "EXTEND", () -> new Settle(id("r1"), null, Transition.EXTEND, Map.of(), false, HOLD));
    }

    @Test
    default void rule_2_10_itsEntriesNameNoSettlement() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        applied(now(CONFIRM, "r1"));
        applied(now(CANCEL, "r1"));
        if (ledger() instanceof Journaled journal) {
            List<JournalEntry> entries = journal.journal(0, 10).entries();
            assertEquals(
                    List.of("CONFIRM r1 null", "CANCEL r1 null"),
                    entries.subList(2, entries.size()).stream()
                            .map(entry -> entry.kind() + " " + entry.command() + " " + entry.settlement())
                            .toList());
        }
    }

    @Test
    default void rule_2_11_whatIsHeldIsReleasedAndWhatIsSoldIsCancelled() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", List.of(limit("orders", 9)), line("A", 4, limit("c", 9)), line("B", 2, limit("c", 9))));
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        applied(part(SHIP, "r1", "s2", units("A", 1)));
        Outcome.Applied back = applied(all(GIVE_BACK, "r1"));
        assertEquals(2, back.changes().size());
        assertTally("r1", "A", 0, 0, 1, 3, 0);
        assertTally("r1", "B", 0, 0, 0, 2, 0);
        assertLevel("A", 8, 0, 0);
        assertLevel("B", 9, 0, 0);
        assertEquals(5, level("A").version());
        assertUsed(1, "c");
        assertUsed(1, "orders");
        assertState("r1", ReservationState.SHIPPED);
        replayed(all(GIVE_BACK, "r1"));
    }

    @Test
    default void rule_2_11_withNothingShippedTheOrderChargeGoesBackToo() {
        stock("A", 9);
        applied(hold("r1", List.of(limit("orders", 9)), line("A", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        applied(now(GIVE_BACK, "r1"));
        assertUsed(0, "orders");
        assertState("r1", ReservationState.RELEASED);
        refused(hold("r1", line("A", 4)), Reason.RELEASED, "r1", 0);
        refused(now(CONFIRM, "r1"), Reason.NOT_PENDING, "r1", 0);
    }

    @ParameterizedTest
    @EnumSource(SaleState.class)
    default void rule_2_11_theSaleStateDoesNotMatter(SaleState state) {
        stock("A", 9);
        applied(sell("r1", line("A", 4)));
        applied(saleState("x1", "A", state));
        applied(now(GIVE_BACK, "r1"));
        assertLevel("A", 9, 0, 0);
    }

    @Test
    default void rule_2_11_nothingLeftReplaysIfAnythingWasReleased() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(all(RELEASE, "r1"));
        replayed(now(GIVE_BACK, "r1"));
        replayed(all(GIVE_BACK, "r1"));
        replayed(all(GIVE_BACK, "r1", "another id"));
        assertEquals(
                List.of("release"),
                reservation("r1").settlements().stream().map(Settlement::id).toList());
        applied(sell("r2", line("A", 2)));
        applied(part(CANCEL, "r2", "s1", units("A", 1)));
        applied(all(SHIP, "r2"));
        replayed(now(GIVE_BACK, "r2"));
    }

    @Test
    default void rule_2_11_nothingLeftIsRefusedIfNothingWasReleased() {
        stock("A", 9);
        applied(sell("r1", line("A", 1)));
        applied(all(SHIP, "r1"));
        refused(now(GIVE_BACK, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        refused(all(GIVE_BACK, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        applied(all(RETURN, "r1"));
        refused(now(GIVE_BACK, "r1"), Reason.NOT_COMMITTED, "r1", 0);
    }

    @Test
    default void rule_2_11_anUnknownIdIsClosed() {
        stock("A", 1);
        assertEquals(new Outcome.Applied(null, List.of(), false), apply(all(GIVE_BACK, "r1")));
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(all(GIVE_BACK, "r1")));
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(now(GIVE_BACK, "r1")));
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(now(RELEASE, "r1")));
        refused(sell("r1", line("A", 1)), Reason.RELEASED, "r1", 0);
        assertEquals(new Outcome.Applied(null, List.of(), false), apply(now(GIVE_BACK, "r2")));
        refused(hold("r2", line("A", 1)), Reason.RELEASED, "r2", 0);
        applied(now(RELEASE, "r3"));
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(now(GIVE_BACK, "r3")));
        assertNoReservation("r1");
    }

    @Test
    default void rule_2_11_itIsIdempotentByItsId() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(all(GIVE_BACK, "r1", "s1"));
        replayed(all(GIVE_BACK, "r1", "s1"));
        refused(all(RELEASE, "r1", "s1"), Reason.ID_REUSED, "s1", 0);
        applied(hold("r2", line("A", 2)));
        applied(all(CONFIRM, "r2", "s1"));
        refused(all(GIVE_BACK, "r2", "s1"), Reason.ID_REUSED, "s1", 0);
    }

    @Test
    default void rule_2_11_onlyAWholeReservationIsGivenBack() {
        assertRejected("quantities", "GIVE_BACK", () -> part(GIVE_BACK, "r1", "s1", units("A", 1)));
    }

    @Test
    default void rule_7_2_whatIsGivenBackHasItsOwnKind() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        applied(all(GIVE_BACK, "r1", "s1"));
        applied(sell("r2", line("A", 3)));
        applied(now(GIVE_BACK, "r2"));
        if (ledger() instanceof Journaled journal) {
            List<String> headings = journal.journal(0, 10).entries().stream()
                    .map(entry -> entry.kind() + " " + entry.command() + " " + entry.settlement())
                    .toList();
            assertTrue(headings.contains("GIVE_BACK r1 s1"), headings::toString);
            assertTrue(headings.contains("GIVE_BACK r2 null"), headings::toString);
        }
    }
}
