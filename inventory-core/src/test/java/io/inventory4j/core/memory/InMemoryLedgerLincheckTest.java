package io.inventory4j.core.memory;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.Effort;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lincheck's model checker over every interleaving it can reach, against the ledger's own sequential behaviour. */
@Tag("slow")
class InMemoryLedgerLincheckTest {
    /** The ledger as it is. */
    public static class Sound extends LedgerUnderLincheck {
        public Sound() {
            super(Swap::run);
        }
    }

    /** The ledger over a swap that stores row by row. */
    public static class Torn extends LedgerUnderLincheck {
        public Torn() {
            super(TornSwap::run);
        }
    }

    /** The ledger over a swap that takes a swap under way for one that has failed. */
    public static class Heedless extends LedgerUnderLincheck {
        public Heedless() {
            super(TornSwap::runWithoutHelping);
        }
    }

    private static final int SCENARIOS = 4;

    /** Immutable values and pure functions over them: nothing that another thread could change half-way. */
    private static final String[] VALUES = {
        "io.inventory4j.stock.Bounds",
        "io.inventory4j.stock.Bucket",
        "io.inventory4j.policy.Charge",
        "io.inventory4j.Grant",
        "io.inventory4j.stock.LevelChange",
        "io.inventory4j.Outcome$Applied",
        "io.inventory4j.Outcome$Refused",
        "io.inventory4j.Posting",
        "io.inventory4j.Refusal",
        "io.inventory4j.Reservation",
        "io.inventory4j.ReservationId",
        "io.inventory4j.ReservedLine",
        "io.inventory4j.Settlement",
        "io.inventory4j.stock.StockKey",
        "io.inventory4j.stock.StockLevel",
        "io.inventory4j.stock.TextOrder",
        "io.inventory4j.ledger.AppliedCommand",
        "io.inventory4j.ledger.command.CanonicalText",
        "io.inventory4j.ledger.command.Charges",
        "io.inventory4j.ledger.CounterValue",
        "io.inventory4j.ledger.rules.Decision",
        "io.inventory4j.ledger.rules.JournalHeading",
        "io.inventory4j.ledger.command.FlexibleLine",
        "io.inventory4j.ledger.command.Move",
        "io.inventory4j.ledger.command.Reserve",
        "io.inventory4j.ledger.command.ReserveLine",
        "io.inventory4j.ledger.command.Settle",
        "io.inventory4j.ledger.command.Source"
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
        options(SCENARIOS * Math.min(24, Effort.scale())).check(Sound.class);
    }

    @Test
    void rule_1_7_findsTheFaultOfASwapThatStoresRowByRow() {
        assertFound(Torn.class);
    }

    @Test
    void rule_1_7_findsTheFaultOfASwapThatDoesNotHelpOthers() {
        assertFound(Heedless.class);
    }

    /** Lincheck runs what it has found once more, for its trace, and fails otherwise where that finds another fault. */
    private static void assertFound(Class<?> broken) {
        Throwable found = assertThrows(
                Throwable.class,
                () -> options(100).minimizeFailedScenario(false).check(broken));
        assertTrue(found instanceof LincheckAssertionError || found instanceof IllegalStateException, found::toString);
        assertTrue(String.valueOf(found.getMessage()).contains("Invalid execution results"), found.getMessage());
    }
}
