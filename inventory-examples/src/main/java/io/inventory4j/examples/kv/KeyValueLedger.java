package io.inventory4j.examples.kv;

import io.inventory4j.LedgerException;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/**
 * A ledger in a folder, over H2's embedded store. One transaction writes at a time; reads see what was committed last
 * and wait for nobody (rule 6). One process has the folder at a time. What was acknowledged survives the death of the
 * process, but not a power cut: {@link MVStore#sync} after each commit would see to that. A failed write, such as that
 * of a thread that is interrupted meanwhile, closes the ledger: open it anew. The file grows in a rush and is written
 * over later; nothing trims the journal. Thread-safe.
 */
public final class KeyValueLedger extends LoadApplyStoreLedger implements Journaled {
    private final InstantSource clock;
    private final MVStore store;
    private final MVMap<String, String> rows;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile MVMap<String, String> committed;

    /**
     * Opens what a folder holds, or begins a ledger there.
     *
     * @param folder an existing folder
     * @param clock the time that decides
     * @throws MVStoreException if the folder's file cannot be read, or another process has it
     */
    public KeyValueLedger(Path folder, InstantSource clock) {
        this.clock = clock;
        // The store's own timer and its limit of memory would write halves of transactions.
        store = new MVStore.Builder()
                // A plain channel is closed for all when a thread that reads or writes is interrupted (rule 10.1).
                .fileName("async:" + folder.resolve("stock.mv").toAbsolutePath())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .keysPerPage(16)
                .open();
        StringDataType text = StringDataType.INSTANCE;
        rows = store.openMap(
                "rows", new MVMap.Builder<String, String>().keyType(text).valueType(text));
        committed = committed();
    }

    @Override
    protected RuntimeException failed(RuntimeException failure, LedgerException.Effect effect) {
        return failure instanceof MVStoreException
                ? new LedgerException(effect, "the store does not answer", failure)
                : failure;
    }

    @Override
    protected StoreTransaction begin() {
        writing.lock();
        return transaction(rows, this::commit, this::end);
    }

    @Override
    protected KeyValueTransaction beginReading() {
        // Registered before the rows are taken, so that the store keeps their pages on disk.
        MVStore.TxCounter usage = store.registerVersionUsage();
        return transaction(committed, () -> {}, () -> store.deregisterVersionUsage(usage));
    }

    private KeyValueTransaction transaction(MVMap<String, String> from, Runnable committing, Runnable ending) {
        if (store.isClosed()) {
            ending.run();
            throw new LedgerException(LedgerException.Effect.NONE, "the ledger is closed", null);
        }
        return new KeyValueTransaction(from, clock.instant(), committing, ending);
    }

    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        return read(this::beginReading, reading -> JournalPage.of(reading.journal(after, max), after));
    }

    @Override
    public void close() {
        writing.lock();
        try {
            store.close();
        } finally {
            writing.unlock();
        }
    }

    private void commit() {
        committed = committed();
    }

    private MVMap<String, String> committed() {
        store.commit();
        return rows.openVersion(store.getCurrentVersion());
    }

    private void end() {
        try {
            if (!store.isClosed() && store.hasUnsavedChanges()) {
                store.rollback();
            }
        } finally {
            writing.unlock();
        }
    }
}
