package io.inventory4j.examples.replay.lease;

import io.inventory4j.LedgerException;
import java.nio.file.Path;

/**
 * The right to sell by a store, which one process at a time has, on whatever machine. It ends with its process, however
 * sudden. Thread-safe.
 *
 * <table>
 * <caption>What it is, by store</caption>
 * <tr><td>a file, SQLite</td><td>a lock of the operating system on a file beside it, {@code *.lease}</td></tr>
 * <tr><td>PostgreSQL</td><td>an advisory lock of a session, for the schema</td></tr>
 * <tr><td>MariaDB, MySQL</td><td>a named lock of a session, for the database</td></tr>
 * <tr><td>H2</td><td>a locked row of the table {@code live_sale_lease}</td></tr>
 * <tr><td>Redis</td><td>a key that lives 10 seconds and is renewed every second</td></tr>
 * </table>
 */
public interface StoreLease extends AutoCloseable {
    /**
     * Makes sure that the lease is still there. A session can be ended by its server, and a key can run out while this
     * process is stopped.
     *
     * @throws LedgerException if it may be another process's by now
     */
    void check();

    /** Gives it back. */
    @Override
    void close();

    /**
     * Takes the lease of a store in a local file.
     *
     * @param file the file; it need not be there yet
     * @return the lease
     * @throws StoreInUseException if another process has it, or another sale of this one
     * @throws java.io.UncheckedIOException if the file beside it cannot be made
     */
    static StoreLease ofFile(Path file) throws StoreInUseException {
        return FileLease.take(file);
    }
}
