package io.inventory4j.testkit.contract;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.choose;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.upTo;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.exchange;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.set;
import static io.inventory4j.testkit.contract.fixture.Commands.to;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Grant;
import io.inventory4j.LedgerException;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.Tampered;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Conservation of what is sold at once, exchanged, taken again, given back, and set. */
final class ConservationOfSalesTest {
    private final TurnedClock clock = new TurnedClock();

    private static void send(StockLedger ledger, Command command) {
        ledger.apply(List.of(command));
    }

    /** Every kind of command that takes back or takes again, with time passing in between. */
    private List<String> violationsOfSales(StockLedger ledger) {
        Conservation conservation = Conservation.of(ledger);
        Instant end = clock.instant().plus(HOLD);
        Charge today = new Charge("today", 9, end);
        send(conservation, set("m1", to(Target.ON_HAND, "A", 20), to(Target.AVAILABLE, "B", 5)));
        send(conservation, set("m1", to(Target.ON_HAND, "A", 20), to(Target.AVAILABLE, "B", 5)));
        send(conservation, hold("r1", line("A", 3, today)).ownedBy("ann"));
        send(conservation, hold("r2", List.of(limit("orders", 9)), line("A", 2, limit("c", 9)), line("B", 1)));
        send(conservation, part(CONFIRM, "r2", "s1", units("A", 1)));
        clock.advance(HOLD);
        conservation.expire(10);
        send(conservation, sell("r1", line("A", 3)).ownedBy("ann").takingAgain());
        send(conservation, hold("r2", line("A", 2), line("B", 1)).takingAgain());
        clock.advance(HOLD);
        conservation.expire(10, id("r1"));
        send(conservation, now(RELEASE, "r2"));
        send(conservation, exchange("r1", "r3", line("A", 4, limit("c", 9))));
        send(conservation, now(SHIP, "r3"));
        send(conservation, now(GIVE_BACK, "r3"));
        send(conservation, sell("r4", line("B", 2, limit("c", 9))));
        conservation.shipConfirmed(Duration.ZERO, 10);
        send(conservation, set("m2", to(Target.SAFETY, "A", 2), to(Target.AVAILABLE, "B", 0)));
        send(conservation, now(GIVE_BACK, "tombstone"));
        return conservation.violations();
    }

    @Test
    void aRightLedgerConservesWhatIsTakenAgainAndExchanged() {
        assertEquals(List.of(), violationsOfSales(new MapLedger(clock)));
    }

    private void assertFoundOfSales(UnaryOperator<Reservation> bug, String words) {
        String found = String.join("\n", violationsOfSales(new Tampered(clock, changes -> {
            changes.reservations().replaceAll((id, stored) -> bug.apply(stored));
            return changes;
        })));
        assertTrue(found.contains(words), () -> "no word of '" + words + "' in:\n" + found);
    }

    private static Reservation with(Reservation stored, @Nullable String owner, boolean swept, boolean ended) {
        List<ReservedLine> lines = stored.lines().stream()
                .map(line -> new ReservedLine(
                        line.key(),
                        line.reserved(),
                        line.committed(),
                        line.shipped(),
                        line.released(),
                        line.returned(),
                        swept ? line.swept() : 0,
                        line.charges()))
                .toList();
        return new Reservation(
                stored.id(),
                owner,
                lines,
                stored.grants(),
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                stored.expiresAt(),
                ended,
                stored.changedAt(),
                stored.settlements());
    }

    @Test
    void rule_1_10_anOwnerThatIsNotStoredIsFound() {
        assertFoundOfSales(
                stored -> with(stored, null, true, stored.ended()), "rule 1.10: reservation r1: has another owner");
    }

    @Test
    void rule_1_12_anEndThatIsNotStoredIsFound() {
        assertFoundOfSales(
                stored -> with(stored, stored.owner(), true, false), "rule 1.12: reservation r2: ended is false");
    }

    @Test
    void rule_1_12_aSweepThatIsNotNotedIsFound() {
        assertFoundOfSales(
                stored -> with(stored, stored.owner(), false, stored.ended()), "rule 8.2: reservation r1: has");
    }

    private List<String> violationsOfAChoice(UnaryOperator<List<Grant>> bug) {
        Conservation conservation = Conservation.of(new Tampered(clock, changes -> {
            changes.reservations().replaceAll((id, stored) -> granted(stored, bug.apply(stored.grants())));
            return changes;
        }));
        send(conservation, receive("m1", "A", 5));
        send(conservation, choose("r1", upTo(2, "A"), upTo(1, "no")));
        send(conservation, now(RELEASE, "r1"));
        return conservation.violations();
    }

    private static Reservation granted(Reservation stored, List<Grant> grants) {
        return new Reservation(
                stored.id(),
                stored.owner(),
                stored.lines(),
                grants,
                stored.orderCharges(),
                stored.sold(),
                stored.madeAt(),
                stored.expiresAt(),
                stored.ended(),
                stored.changedAt(),
                stored.settlements());
    }

    @Test
    void rule_1_9_grantsThatAreNotStoredAreFound() {
        assertEquals(List.of(), violationsOfAChoice(grants -> grants));
        String lost = String.join("\n", violationsOfAChoice(grants -> List.of()));
        assertTrue(
                lost.contains("rule 1.9: reservation r1: has {A@main=2}, but its fixed lines and grants say {}"), lost);
        String fewer = String.join("\n", violationsOfAChoice(grants -> grants.subList(0, Math.min(1, grants.size()))));
        assertTrue(fewer.contains("rule 1.9: reservation r1: was granted"), fewer);
    }

    @Test
    void rule_3_8_aTargetInDoubtMayHavePostedAnything() {
        for (boolean arrives : new boolean[] {true, false}) {
            Losing ledger = new Losing(new MapLedger(clock), arrives);
            Conservation conservation = Conservation.of(ledger);
            send(conservation, receive("m1", "A", 5));
            Command lost = set("m2", to(Target.AVAILABLE, "A", 9));
            ledger.losing = true;
            assertThrows(LedgerException.class, () -> send(conservation, lost));
            ledger.losing = false;
            assertEquals(List.of(), conservation.violations());
            send(conservation, lost);
            assertEquals(List.of(), conservation.violations());
            send(conservation, lost);
            send(conservation, receive("m3", "A", 1));
            assertEquals(List.of(), conservation.violations());
        }
    }
}
