package io.inventory4j.core.memory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Effort;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Test;

/** Lincheck's model checker over every interleaving it can reach, against the ledger's own sequential behaviour. */
class InMemoryLedgerLincheckTest {
    /** The ledger as it is. */
    public static class Sound extends LedgerUnderLincheck {
        public Sound() {
            super(Swap::swap);
        }
    }

    /** The ledger over a swap that stores row by row. */
    public static class Torn extends LedgerUnderLincheck {
        public Torn() {
            super(TornSwap::swap);
        }
    }

    private static final int SCENARIOS = 8;

    /** Immutable values and pure functions over them: nothing that another thread could change half-way. */
    private static final String[] VALUES = {
        "io.inventory4j.Bounds",
        "io.inventory4j.Bucket",
        "io.inventory4j.Charge",
        "io.inventory4j.LevelChange",
        "io.inventory4j.Outcome$Applied",
        "io.inventory4j.Outcome$Refused",
        "io.inventory4j.Posting",
        "io.inventory4j.Refusal",
        "io.inventory4j.Reservation",
        "io.inventory4j.ReservationId",
        "io.inventory4j.ReservedLine",
        "io.inventory4j.Settlement",
        "io.inventory4j.StockKey",
        "io.inventory4j.StockLevel",
        "io.inventory4j.TextOrder",
        "io.inventory4j.ledger.AppliedCommand",
        "io.inventory4j.ledger.CanonicalText",
        "io.inventory4j.ledger.Charges",
        "io.inventory4j.ledger.CounterValue",
        "io.inventory4j.ledger.Decision",
        "io.inventory4j.ledger.JournalHeading",
        "io.inventory4j.ledger.LineDraft",
        "io.inventory4j.ledger.Move",
        "io.inventory4j.ledger.Reserve",
        "io.inventory4j.ledger.ReserveLine",
        "io.inventory4j.ledger.Settle"
    };

    private static ModelCheckingOptions options(int scenarios) {
        return new ModelCheckingOptions()
                .addGuarantee(forClasses(VALUES).allMethods().ignore())
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(scenarios)
                .invocationsPerIteration(200);
    }

    @Test
    void rule_1_7_everyInterleavingIsLinearizable() {
        options(SCENARIOS * Math.min(12, Effort.scale())).check(Sound.class);
    }

    @Test
    void rule_1_7_findsTheFaultOfASwapThatStoresRowByRow() {
        LincheckAssertionError found = assertThrows(
                LincheckAssertionError.class,
                () -> options(100).minimizeFailedScenario(false).check(Torn.class));
        assertTrue(String.valueOf(found.getMessage()).contains("Invalid execution results"), found.getMessage());
    }
}
