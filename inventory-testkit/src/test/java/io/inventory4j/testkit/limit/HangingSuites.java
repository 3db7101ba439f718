package io.inventory4j.testkit.limit;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import io.inventory4j.testkit.history.StockLedgerRaces;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** The suites over the ledger that hangs. What they open is static, because JUnit creates them. */
final class HangingSuites {
    static volatile Function<InstantSource, StockLedger> opening = MapLedger::new;

    /** How often the author's own method after a test was run. */
    static final AtomicInteger AFTER = new AtomicInteger();

    private HangingSuites() {}

    static final class Contract extends StockLedgerContract {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return opening.apply(clock);
        }

        @AfterEach
        void after() {
            AFTER.incrementAndGet();
        }
    }

    static final class Properties extends StockLedgerProperties {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return opening.apply(clock);
        }
    }

    static final class Races extends StockLedgerRaces {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return opening.apply(clock);
        }
    }

    static final class Faults extends StockLedgerFaults {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return opening.apply(clock);
        }
    }
}
