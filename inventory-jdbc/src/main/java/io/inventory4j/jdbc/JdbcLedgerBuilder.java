package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.stock.Bounds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Options of a {@link JdbcLedger}. Used by one thread. */
public final class JdbcLedgerBuilder {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final @Nullable DataSource source;
    private final @Nullable Path file;
    JdbcSchema schema = JdbcSchema.standard();
    Duration timeout = Duration.ofSeconds(5);
    boolean notifying = true;
    Duration keepJournal = Duration.ofDays(400);

    @Nullable
    Duration pollEvery;

    @Nullable
    InstantSource clock;

    JdbcLedgerBuilder(@Nullable DataSource source, @Nullable Path file) {
        this.source = source;
        this.file = file;
    }

    /**
     * Sets where the tables are and how they are named. {@link JdbcSchema#standard} unless set.
     *
     * @param where the schema
     * @return this
     */
    public JdbcLedgerBuilder schema(JdbcSchema where) {
        schema = Objects.requireNonNull(where, "schema");
        return this;
    }

    /**
     * Sets how long a statement may wait for a lock or an answer of the database, and how long a call is retried. 5
     * seconds unless set. The pool limits the wait for a connection.
     *
     * @param limit 1 ms to 10 minutes
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public JdbcLedgerBuilder timeout(Duration limit) {
        timeout = Bounds.within("timeout", limit, SHORTEST, LONGEST);
        return this;
    }

    /**
     * Sets how often a listener polls for changes of other nodes. 100 ms unless set, and 1 s on PostgreSQL, where
     * notifications arrive in between. Changes of this node reach it at once.
     *
     * @param every 1 ms to 10 minutes
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public JdbcLedgerBuilder pollEvery(Duration every) {
        pollEvery = Bounds.within("pollEvery", every, SHORTEST, LONGEST);
        return this;
    }

    /**
     * Sets whether this node notifies other nodes of its changes. True unless set; it has an effect on PostgreSQL only.
     * A thread in the background does it, and takes a connection of the pool each time. Listeners use the
     * notifications: those of inventories, {@link JdbcLedger#watch} and {@link JdbcLedger#follow}.
     *
     * @param whether true to notify
     * @return this
     */
    public JdbcLedgerBuilder notifying(boolean whether) {
        notifying = whether;
        return this;
    }

    /**
     * Sets how long the journal is kept at least; {@link JdbcLedger#purge} deletes what is older, in small bites. 400
     * days unless set.
     *
     * @param age zero to 36,500 days
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public JdbcLedgerBuilder keepJournal(Duration age) {
        keepJournal = Bounds.age("keepJournal", age);
        return this;
    }

    /**
     * Sets the clock that decides, instead of the database's. For tests: if nodes have clocks of their own, one whose
     * clock is fast ends the holds of the others early.
     *
     * @param source the clock
     * @return this
     */
    public JdbcLedgerBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "clock");
        return this;
    }

    /**
     * Opens the ledger.
     *
     * @return the ledger
     * @throws LedgerException if the database does not answer, is not a known one, or lacks the tables
     */
    public JdbcLedger build() {
        if (file == null) {
            Connections pool = Connections.of(Objects.requireNonNull(source));
            return new JdbcLedger(pool, schema.check(pool), this);
        }
        FileConnections own = new FileConnections(file, timeout);
        try {
            schema.prepare(own);
            return new JdbcLedger(own, schema.check(own), this);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }
}
