package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.StoreTransaction.Changes;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.Moment;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ledgers that are changed in one place. */
final class Bent {
    /** Answers one command, with or without the sound ledger. */
    interface Deciding {
        Outcome decide(Command command, Function<Command, Outcome> right, StockLedger ledger);
    }

    private Bent() {}

    /** Stores something else than the rules decided. */
    static StockLedger storing(InstantSource clock, UnaryOperator<Changes> bug) {
        return transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public void store(Changes changes) {
                super.store(bug.apply(changes));
            }
        });
    }

    /** Reads or writes rows otherwise. */
    static StockLedger transaction(
            InstantSource clock, BiFunction<StoreTransaction, @Nullable Command, StoreTransaction> bug) {
        return new OneByOne(clock) {
            @Override
            StoreTransaction bend(StoreTransaction right, @Nullable Command running) {
                return bug.apply(right, running);
            }
        };
    }

    /** Sends other commands, or answers otherwise. */
    static StockLedger deciding(InstantSource clock, Deciding bug) {
        return new OneByOne(clock) {
            @Override
            Outcome one(Command next) {
                return bug.decide(next, super::one, this);
            }
        };
    }

    /** Holds a lock for each key of a command while it is carried out, taken in the order of the keys. */
    static <K> StockLedger locking(InstantSource clock, BiFunction<Command, StockLedger, List<K>> keys) {
        Map<K, ReentrantLock> locks = new ConcurrentHashMap<>();
        return deciding(clock, (command, right, ledger) -> {
            Deque<ReentrantLock> held = new ArrayDeque<>();
            try {
                for (K key : keys.apply(command, ledger)) {
                    ReentrantLock lock = locks.computeIfAbsent(key, absent -> new ReentrantLock());
                    lock.lockInterruptibly();
                    held.push(lock);
                    Moment.pass();
                }
                return right.apply(command);
            } catch (InterruptedException e) {
                throw new LedgerException(LedgerException.Effect.NONE, "interrupted", e);
            } finally {
                held.forEach(ReentrantLock::unlock);
            }
        });
    }
}
