package io.inventory4j.testkit.planted;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import io.inventory4j.testkit.history.StockLedgerRaces;
import io.inventory4j.testkit.planted.PlantedBug.Planted;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The parts of the kit, each over what is {@link #planted} now. It is static, because JUnit creates the suites. */
final class PlantedSuites {
    static volatile Planted planted = Planted.SOUND;

    /** Whether the rest of a suite may be left out, since the kit has found the bug. */
    static volatile boolean enough;

    private PlantedSuites() {}

    @ExtendWith(UntilEnough.class)
    static final class Contract extends StockLedgerContract {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return planted.ledger().apply(clock);
        }
    }

    static final class Properties extends StockLedgerProperties {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return planted.ledger().apply(clock);
        }
    }

    @ExtendWith(UntilEnough.class)
    static final class Races extends StockLedgerRaces {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return planted.ledger().apply(clock);
        }
    }

    @ExtendWith(UntilEnough.class)
    static final class Faults extends StockLedgerFaults {
        private static @Nullable SocketServer server;

        @BeforeAll
        static void start() {
            server = planted.server().get();
        }

        @AfterAll
        static void stop() {
            if (server != null) {
                server.close();
            }
        }

        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return planted.ledger().apply(clock);
        }

        @Override
        protected @Nullable LedgerServer server() {
            return server;
        }

        @Override
        protected Messages messages() {
            return Messages.lines();
        }
    }

    private static final class UntilEnough implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return enough
                    ? ConditionEvaluationResult.disabled("the bug was found")
                    : ConditionEvaluationResult.enabled("not found yet");
        }
    }
}
