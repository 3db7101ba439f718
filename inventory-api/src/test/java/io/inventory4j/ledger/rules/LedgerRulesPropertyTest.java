package io.inventory4j.ledger.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** Whatever happens in whatever order, every decision keeps the books. */
final class LedgerRulesPropertyTest {
    /** What has to come up, or the property says less than it seems to. */
    private static final List<String> SEEN = List.of(
            "Reserve applied",
            "Reserve replayed",
            "Reserve UNKNOWN_LINE",
            "Reserve NOT_OPEN",
            "Reserve OUT_OF_STOCK",
            "Reserve LIMIT_REACHED",
            "Reserve ID_REUSED",
            "Reserve RELEASED",
            "Reserve NOT_PENDING",
            "Reserve NOT_COMMITTED",
            "Reserve STALE",
            "sell applied",
            "exchange applied",
            "choose applied",
            "choose OUT_OF_STOCK",
            "choose LIMIT_REACHED",
            "choose NOT_OPEN",
            "choose UNKNOWN_LINE",
            "choose ID_REUSED",
            "choose again applied",
            "choose from several applied",
            "choose a later one applied",
            "choose no gift applied",
            "again applied",
            "again sold applied",
            "again RELEASED",
            "again replayed",
            "GIVE_BACK applied",
            "GIVE_BACK replayed",
            "GIVE_BACK NOT_COMMITTED",
            "CONFIRM replayed",
            "SHIP replayed",
            "targets applied",
            "CONFIRM applied",
            "CONFIRM ID_REUSED",
            "CONFIRM UNKNOWN_LINE",
            "CONFIRM UNKNOWN_RESERVATION",
            "CONFIRM NOT_PENDING",
            "CONFIRM EXPIRED",
            "CONFIRM NOT_OPEN",
            "CONFIRM RELEASED",
            "RELEASE applied",
            "RELEASE replayed",
            "CANCEL applied",
            "CANCEL NOT_COMMITTED",
            "SHIP applied",
            "SHIP NOT_COMMITTED",
            "RETURN applied",
            "RETURN NOT_SHIPPED",
            "EXTEND applied",
            "EXTEND NOT_PENDING",
            "Move applied",
            "Move ID_REUSED",
            "Move INSUFFICIENT",
            "Move STALE",
            "Move OVERFLOW",
            "Move UNKNOWN_LINE",
            "SetSaleState applied",
            "Sweep applied",
            "Sweep in vain");

    /** A seed for each step, so that a failing history shrinks to the steps that matter. */
    @Provide
    Arbitrary<List<Long>> history() {
        return Arbitraries.randomValue(Random::nextLong).list().ofMinSize(80).ofMaxSize(160);
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(onFailureOnly = true)
    void rule_8_1_everyDecisionKeepsTheBooks(@ForAll("history") List<Long> history) {
        new Ledger().live(history);
        Statistics.coverage(
                coverage -> SEEN.forEach(what -> coverage.check(what).count(n -> n > 0)));
    }

    /** One ledger, and what is asked of each of its decisions. */
    private static final class Ledger {
        private final RowMap rows = new RowMap();
        private final Books books = new Books(rows);
        private final List<Command> applied = new ArrayList<>();
        private Instant now = Dice.START;

        void live(List<Long> history) {
            send(Move.of(
                    "opening",
                    "opening",
                    new Posting(StockKey.of("A"), Bucket.OUTSIDE, Bucket.AVAILABLE, 15),
                    new Posting(StockKey.of("A", "live"), Bucket.OUTSIDE, Bucket.AVAILABLE, 6),
                    new Posting(StockKey.of("B"), Bucket.OUTSIDE, Bucket.AVAILABLE, 4)));
            for (long seed : history) {
                Dice dice = new Dice(seed, rows, now);
                now = now.plusSeconds(dice.below(4));
                if (dice.below(12) == 0) {
                    sweep(dice.reservation());
                } else {
                    send(dice.command());
                }
                books.conserve(now);
            }
            applied.forEach(this::again);
        }

        private void send(Command command) {
            Decision decision = rows.decide(command, now);
            assertEquals(told(decision), told(rows.decide(command, now)), "the rules are a function");
            count(command, decision.outcome());
            if (decision.stores()) {
                assertEquals(false, decision.outcome() instanceof Outcome.Applied answer && answer.replayed());
                assertTrue(decision.outcome().applied());
                books.check(command, decision, now);
                checkAnswer(command, decision);
                rows.store(command, decision);
                applied.add(command);
                assertReplayed(command, rows.decide(command, now));
            } else {
                assertStoresNothing(decision);
            }
        }

        private void sweep(ReservationId id) {
            Reservation before = rows.reservations.get(id);
            Decision decision = rows.expire(id, now);
            boolean due =
                    before != null && before.pending() && !before.expiresAt().isAfter(now);
            assertEquals(due, decision != null);
            Statistics.collect(due ? "Sweep applied" : "Sweep in vain");
            if (decision != null) {
                books.check(null, decision, now);
                rows.store(null, decision);
                Reservation after = rows.reservations.get(id);
                assertNotNull(after);
                assertTrue(after.swept());
                assertFalse(after.pending());
                assertEquals(before == null ? null : before.expiresAt(), after.expiresAt());
                assertNull(rows.expire(id, now), "once");
            }
        }

        /** Rules 1.3 and 2.6. */
        private void checkAnswer(Command command, Decision decision) {
            Reservation answer = decision.outcome() instanceof Outcome.Applied outcome ? outcome.reservation() : null;
            if (answer == null) {
                assertTrue(decision.reservations().stream().allMatch(Reservation::tombstone));
                return;
            }
            Reservation stored = decision.reservations().stream()
                    .filter(one -> one.id().equals(answer.id()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(answer, stored.withoutSettlements(), "the answer is what is stored");
            Reservation before = rows.reservations.get(answer.id());
            if (command instanceof Reserve reserve) {
                Instant unheld = before == null ? now : before.expiresAt();
                assertEquals(reserve.holdFor() == null ? unheld : now.plus(reserve.holdFor()), answer.expiresAt());
                assertEquals(before == null ? now : before.madeAt(), answer.madeAt());
                assertEquals(reserve.owner(), answer.owner());
                assertEquals(before == null ? reserve.sold() : before.sold(), answer.sold());
                return;
            }
            assertNotNull(before);
            Instant expiry = before.expiresAt();
            if (command instanceof Settle settle && settle.holdFor() != null) {
                Instant until = now.plus(settle.holdFor());
                expiry = until.isAfter(expiry) ? until : expiry;
            }
            assertEquals(expiry, answer.expiresAt());
            int more = command instanceof Settle settle && settle.id() == null ? 0 : 1;
            assertEquals(
                    before.settlements().size() + more, stored.settlements().size());
        }

        private static List<@Nullable Object> told(Decision decision) {
            return Arrays.asList(
                    decision.outcome(),
                    decision.lineChanges(),
                    decision.counterChanges(),
                    decision.reservations(),
                    decision.remembered());
        }

        private static void assertStoresNothing(Decision decision) {
            assertEquals(List.of(), decision.lineChanges());
            assertEquals(List.of(), decision.counterChanges());
            assertEquals(List.of(), decision.reservations());
            assertNull(decision.remembered());
            assertTrue(decision.outcome() instanceof Outcome.Refused
                    || (decision.outcome() instanceof Outcome.Applied answer && answer.replayed()));
        }

        private void assertReplayed(Command command, Decision decision) {
            assertStoresNothing(decision);
            assertEquals(new Outcome.Applied(storedFor(command), List.of(), true), decision.outcome());
        }

        private @Nullable Reservation storedFor(Command command) {
            Reservation stored = command instanceof Reserve reserve
                    ? rows.reservations.get(reserve.id())
                    : command instanceof Settle settle ? rows.reservations.get(settle.reservation()) : null;
            return stored == null || stored.tombstone() ? null : stored;
        }

        /** Rules 1.4, 2.7, 3.4 and 4.4: however much has happened since, a repeat is recognised. */
        private void again(Command command) {
            boolean onlyOnce = command instanceof Reserve reserve
                    ? !reserve.again()
                    : !(command instanceof Settle settle) || settle.id() != null;
            if (!onlyOnce) {
                return; // rules 1.12 and 2.10
            }
            Decision decision = rows.decide(command, now);
            Reservation stored = storedFor(command);
            if (command instanceof Reserve reserve && stored != null && stored.releasedInFull()) {
                assertStoresNothing(decision);
                Reason reason = stored.swept() ? Reason.EXPIRED : Reason.RELEASED;
                assertEquals(new Outcome.Refused(reason, reserve.id().value(), 0), decision.outcome());
            } else {
                assertReplayed(command, decision);
            }
        }

        private static List<Grant> grants(Outcome outcome) {
            Reservation made = outcome instanceof Outcome.Applied answer ? answer.reservation() : null;
            return made == null ? List.of() : made.grants();
        }

        private static String kindOf(Grant grant) {
            if (grant.granted() == 0) {
                return "choose no gift";
            }
            long givers = grant.units().stream().filter(units -> units > 0).count();
            if (givers > 1) {
                return "choose from several";
            }
            return grant.units().get(0) == 0 ? "choose a later one" : "choose the first";
        }

        private static void count(Command command, Outcome outcome) {
            String kind = command instanceof Settle settle
                    ? settle.transition().name()
                    : command.getClass().getSimpleName();
            String what = outcome instanceof Outcome.Applied answer
                    ? answer.replayed() ? "replayed" : "applied"
                    : outcome.refused().map(Refusal::reason).map(Reason::name).orElseThrow();
            Statistics.collect(kind + " " + what);
            if (command instanceof Reserve reserve && !reserve.flexible().isEmpty()) {
                Statistics.collect((reserve.again() ? "choose again " : "choose ") + what);
                grants(outcome).forEach(grant -> Statistics.collect(kindOf(grant) + " " + what));
            }
            if (command instanceof Reserve reserve && (reserve.sold() || reserve.again())) {
                String sold = reserve.replaces() == null ? "sell" : "exchange";
                String again = reserve.sold() ? "again sold" : "again";
                Statistics.collect((reserve.again() ? again : sold) + " " + what);
            } else if (command instanceof Move move && !move.targets().isEmpty()) {
                Statistics.collect("targets " + what);
            }
        }
    }
}
