package io.inventory4j.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 10.1: what a store's own exception becomes, and what it says of the commands. */
final class StoreFailureTest {
    private static final StockKey A = StockKey.of("A");
    private static final Move MOVE = Move.of("m", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));

    /** An empty store that fails at one call of its transaction. */
    private static class Failing extends LoadApplyStoreLedger {
        private final String failsAt;
        private final RuntimeException failure;

        Failing(String failsAt, RuntimeException failure) {
            this.failsAt = failsAt;
            this.failure = failure;
        }

        @Override
        protected StoreTransaction begin() {
            if (failsAt.equals("begin")) {
                throw failure;
            }
            return (StoreTransaction) Proxy.newProxyInstance(
                    StoreTransaction.class.getClassLoader(),
                    new Class<?>[] {StoreTransaction.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals(failsAt)) {
                            throw failure;
                        }
                        return switch (method.getName()) {
                            case "now" -> Instant.EPOCH;
                            case "load" -> InvocationHandler.invokeDefault(proxy, method, arguments);
                            case "overdue", "open" -> List.of();
                            case "purge" -> 1;
                            case "store", "commit", "close" -> null;
                            default -> Map.of();
                        };
                    });
        }
    }

    private static final class Telling extends Failing {
        Telling(String failsAt) {
            super(failsAt, new IllegalStateException(failsAt));
        }

        @Override
        protected RuntimeException failed(RuntimeException failure, Effect effect) {
            return new LedgerException(effect, "the store failed", failure);
        }
    }

    private static Effect effect(Executable call) {
        return assertThrows(LedgerException.class, call).effect();
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "now", "moves", "lines", "store"})
    void rule_10_1_beforeTheCommitNothingHasHappened(String call) {
        assertEquals(Effect.NONE, effect(() -> new Telling(call).apply(List.of(MOVE))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "close"})
    void rule_10_1_fromTheCommitOnNobodyKnows(String call) {
        assertEquals(Effect.UNKNOWN, effect(() -> new Telling(call).apply(List.of(MOVE))));
        assertEquals(Effect.UNKNOWN, effect(() -> new Telling(call).purge(Duration.ZERO, 1)));
    }

    @Test
    void rule_10_1_aReadOrASweepThatFindsNothingChangesNothing() {
        assertEquals(Effect.NONE, effect(() -> new Telling("lines").levels(List.of(A))));
        assertEquals(Effect.NONE, effect(() -> new Telling("overdue").expire(1)));
        assertEquals(Effect.NONE, effect(() -> new Telling("close").expire(1)));
        assertEquals(Effect.NONE, effect(() -> new Telling("purge").purge(Duration.ZERO, 1)));
    }

    @Test
    void rule_10_1_theEffectThatTheStoreReportsIsKept() {
        LedgerException own = new LedgerException(Effect.NONE, "deadlock, rolled back", null);
        assertSame(own, assertThrows(LedgerException.class, () -> new Failing("commit", own).apply(List.of(MOVE))));
        IllegalStateException other = new IllegalStateException("of unknown effect");
        assertSame(
                other,
                assertThrows(IllegalStateException.class, () -> new Failing("lines", other).apply(List.of(MOVE))));
    }
}
