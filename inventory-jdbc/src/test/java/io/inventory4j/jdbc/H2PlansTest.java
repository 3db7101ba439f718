package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rows that H2 reads for each call, on tables with many pending, many sold and many ended reservations. */
class H2PlansTest {
    private static final int GROWN = 2_000;
    private static final int PAGE = 10;

    /** How many entries of the journal get their places in one transaction. */
    private static final int PLACED_AT_ONCE = 10_000;

    private final ExplainedSource source = new ExplainedSource(TestDatabase.H2.source());
    private final TurnedClock clock = new TurnedClock();

    @Test
    void noStatementReadsMoreThanItsPage() {
        try (JdbcLedger ledger = ledger()) {
            EveryCall.grow(ledger, GROWN);
            List<Command> ending = new ArrayList<>();
            for (int i = 0; i < GROWN; i += 2) {
                ending.add(Settle.all(ReservationId.of("grown" + i), "pay", Transition.CONFIRM));
            }
            for (int i = 0; i < GROWN; i += 4) {
                ending.add(Settle.all(ReservationId.of("grown" + i), "ship", Transition.SHIP));
            }
            ledger.apply(ending);
            ledger.journal(0, 1);

            source.explain();
            EveryCall.on(ledger, clock, "call");
            assertEquals(PAGE, ledger.open(StockKey.of("GROWN"), null, PAGE).size());
            clock.advance(Duration.ofMinutes(15));
            assertEquals(PAGE, ledger.expire(PAGE).size());
            clock.advance(Duration.ofDays(1));
            assertEquals(PAGE, ledger.purge(Duration.ofHours(1), PAGE));
        }
        assertTrue(source.explained().size() > 20, () -> "" + source.explained());
        assertNoneReadsMoreThan(GROWN / 10);
        assertEquals(
                List.of(),
                source.explained().stream().filter(ExplainedSource.Plan::scans).toList());
    }

    /** Entries get their places when somebody reads the journal, which may be never. */
    @Test
    void noStatementReadsAllOfAJournalThatNobodyHasRead() {
        try (JdbcLedger ledger = ledger()) {
            EveryCall.grow(ledger, PLACED_AT_ONCE + GROWN);
            clock.advance(Duration.ofDays(1));

            source.explain();
            ledger.purge(Duration.ofHours(1), PAGE);
            assertNoneReadsMoreThan(GROWN / 10);
            assertEquals(PAGE, ledger.journal(0, PAGE).entries().size());
        }
        assertTrue(source.explained().size() > 5, () -> "" + source.explained());
        assertNoneReadsMoreThan(PLACED_AT_ONCE);
    }

    private JdbcLedger ledger() {
        JdbcSchema schema = JdbcSchema.standard()
                .withPrefix("p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
        schema.createIn(source.source());
        return JdbcLedger.builder(source.source())
                .schema(schema)
                .clock(clock)
                .notifying(false)
                .build();
    }

    private void assertNoneReadsMoreThan(long rows) {
        assertEquals(
                List.of(),
                source.explained().stream()
                        .filter(plan -> plan.rowsRead() > rows)
                        .toList());
    }
}
