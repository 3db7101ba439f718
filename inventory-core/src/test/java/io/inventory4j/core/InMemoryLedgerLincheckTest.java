package io.inventory4j.core;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lincheck's model checker over every interleaving it can reach, against the ledger's own sequential behaviour. */
class InMemoryLedgerLincheckTest {
    /** The ledger as it is. */
    public static class Sound extends LedgerUnderLincheck {
        public Sound() {
            super(Swap::swap);
        }
    }

    /** Checks all rows, then stores one after the other: what a swap must not be. */
    public static class Torn extends LedgerUnderLincheck {
        public Torn() {
            super(Torn::swap);
        }

        private static boolean swap(Claim[] claims, @Nullable JournalRecord record, JournalLog journal) {
            for (Claim claim : claims) {
                if (claim.cell().content() != claim.before) {
                    return false;
                }
            }
            for (Claim claim : claims) {
                claim.cell().swapContent(claim.before, claim.after);
            }
            if (record != null) {
                journal.append(record);
            }
            return true;
        }
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(60)
                .invocationsPerIteration(2_000);
    }

    @Test
    void rule_1_7_everyInterleavingIsLinearizable() {
        options().check(Sound.class);
    }

    @Test
    void rule_1_7_findsTheFaultOfASwapThatStoresRowByRow() {
        LincheckAssertionError found =
                assertThrows(LincheckAssertionError.class, () -> options().check(Torn.class));
        assertTrue(String.valueOf(found.getMessage()).contains("Invalid execution results"), found.getMessage());
    }
}
