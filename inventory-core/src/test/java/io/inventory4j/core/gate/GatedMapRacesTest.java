package io.inventory4j.core.gate;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Layer;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Races are judged by rule 10.4: a gate hears of what changes a line, but not of a release that comes before its order.
 * So it is the kit that puts the gate over the store.
 */
class GatedMapRacesTest extends StockLedgerRaces {
    private static final String LAYER = "inventory.test.layer";
    private static @Nullable String before;

    @BeforeAll
    static void putTheGateOver() {
        before = System.setProperty(LAYER, SoldOutGate.class.getName());
    }

    @AfterAll
    static void takeItAway() {
        assertNotEquals(" inMemory=0", Layer.report(), "the gate has refused nothing");
        if (before == null) {
            System.clearProperty(LAYER);
        } else {
            System.setProperty(LAYER, before);
        }
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new PromptStore(new MapLedger(clock));
    }
}
