package io.inventory4j.testkit.planted;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import io.inventory4j.testkit.history.StockLedgerRaces;
import io.inventory4j.testkit.planted.PlantedBug.Planted;
import io.inventory4j.testkit.planted.store.Store;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The parts of the kit. Each runs once over each of {@link #all}: JUnit looks for the tests of a suite only once then,
 * which takes longer than many of the runs. What is {@link #planted} now is static, because JUnit creates the suites.
 */
final class PlantedSuites {
    /** What a run of a suite goes through. */
    static volatile List<Planted> all = List.of();

    /** Hears that the next one of all begins. */
    static volatile Runnable next = () -> {};

    private static volatile Planted planted = Planted.SOUND;

    /** Whether the rest of a suite may be left out, since the kit has found the bug. */
    static volatile boolean enough;

    private static final Map<String, Store> STORES = new ConcurrentHashMap<>();

    private PlantedSuites() {}

    /** Begins with the next one. */
    static void begin(Planted one) {
        planted = one;
        enough = false;
        next.run();
    }

    /** A node of a namespace; the first makes the store. */
    private static StockLedger node(String namespace, InstantSource clock) {
        return STORES.computeIfAbsent(namespace, absent -> planted.store().get())
                .open(clock);
    }

    @ClassTemplate
    @ExtendWith({EachPlanted.class, UntilEnough.class})
    static final class Contract extends StockLedgerContract {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected StockLedger openNode(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected void discard(String namespace) {
            STORES.remove(namespace);
        }
    }

    static final class Properties extends StockLedgerProperties {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected StockLedger openNode(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected void discard(String namespace) {
            STORES.remove(namespace);
        }
    }

    @ClassTemplate
    @ExtendWith({EachPlanted.class, UntilEnough.class})
    static final class Races extends StockLedgerRaces {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected StockLedger openNode(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected void discard(String namespace) {
            STORES.remove(namespace);
        }
    }

    @ClassTemplate
    @ExtendWith({EachPlanted.class, UntilEnough.class, ItsServer.class})
    static final class Faults extends StockLedgerFaults {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected StockLedger openNode(String namespace, InstantSource clock) {
            return node(namespace, clock);
        }

        @Override
        protected void discard(String namespace) {
            STORES.remove(namespace);
        }

        @Override
        protected @Nullable LedgerServer server() {
            return ItsServer.server;
        }

        @Override
        protected Messages messages() {
            return Messages.lines();
        }
    }

    private static final class EachPlanted implements ClassTemplateInvocationContextProvider {
        @Override
        public boolean supportsClassTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
            return all.stream().map(EachPlanted::over);
        }

        private static ClassTemplateInvocationContext over(Planted one) {
            return new ClassTemplateInvocationContext() {
                @Override
                public void prepareInvocation(ExtensionContext context) {
                    begin(one);
                }
            };
        }
    }

    private static final class ItsServer
            implements BeforeClassTemplateInvocationCallback, AfterClassTemplateInvocationCallback {
        private static @Nullable SocketServer server;

        @Override
        public void beforeClassTemplateInvocation(ExtensionContext context) {
            server = planted.server().get();
        }

        @Override
        public void afterClassTemplateInvocation(ExtensionContext context) {
            if (server != null) {
                server.close();
            }
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
