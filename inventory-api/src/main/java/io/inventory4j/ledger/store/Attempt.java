package io.inventory4j.ledger.store;

import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ledger.StoreTransaction;
import java.util.function.Supplier;

/** One attempt to run a transaction, and what is certain of it if it fails. For one thread. */
final class Attempt {
    private final StoreTransaction transaction;
    private final Progress progress;

    /** How far an attempt has come. It is there before the transaction, which may fail to begin. */
    static final class Progress {
        private Effect effect = Effect.NONE;
        private boolean committed;

        /** UNKNOWN from the commit on. */
        Effect effect() {
            return effect;
        }

        /** Whether the commit has returned: what fails then can no longer have lost. */
        boolean committed() {
            return committed;
        }
    }

    Attempt(StoreTransaction transaction, Progress progress) {
        this.transaction = transaction;
        this.progress = progress;
    }

    StoreTransaction transaction() {
        return transaction;
    }

    void commit() {
        progress.effect = Effect.UNKNOWN;
        transaction.commit();
        progress.committed = true;
    }

    /** Judges; rows that never stood side by side may make no sense at all, and are no fault of the rules. */
    <T> T judge(Supplier<T> rules) {
        try {
            return rules.get();
        } catch (IllegalArgumentException e) {
            transaction.checkReads();
            throw e;
        }
    }

    void store(LoadedRows rows) {
        if (rows.store(transaction)) {
            commit();
        } else {
            transaction.checkReads();
        }
    }
}
