package io.inventory4j.core;

import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done every minute: ship what nobody reports as shipped, and forget what is old (rule 9.2), in small bites, so
 * that no bite holds up a sale. Thread-safe.
 */
final class Housekeeping {
    static final int SHIP_AT_ONCE = 1_000;
    static final int FORGET_AT_ONCE = 10_000;
    private static final int ROUNDS = 1_000;

    private final StockLedger ledger;
    private final Retention retention;
    private final @Nullable Duration shipAfter;

    /**
     * @param ledger the topmost layer
     * @param retention how long each kind is remembered
     * @param shipAfter how long a sold order must be unchanged to be shipped; null to ship none
     */
    Housekeeping(StockLedger ledger, Retention retention, @Nullable Duration shipAfter) {
        this.ledger = ledger;
        this.retention = retention;
        this.shipAfter = shipAfter;
    }

    void run(BooleanSupplier stop) {
        if (shipAfter != null) {
            boolean more = true;
            for (int round = 0; more && round < ROUNDS && !stop.getAsBoolean(); round++) {
                more = ledger.shipConfirmed(shipAfter, SHIP_AT_ONCE).size() == SHIP_AT_ONCE;
            }
        }
        boolean more = true;
        for (int round = 0; more && round < ROUNDS && !stop.getAsBoolean(); round++) {
            more = ledger.purge(retention, FORGET_AT_ONCE) >= FORGET_AT_ONCE;
        }
    }
}
