package io.inventory4j.jdbc;

import io.inventory4j.Bounds;
import io.inventory4j.LedgerException;
import io.inventory4j.jdbc.sql.Connections;
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

    @Nullable
    Duration pollEvery;

    @Nullable
    InstantSource clock;

    JdbcLedgerBuilder(@Nullable DataSource source, @Nullable Path file) {
        this.source = source;
        this.file = file;
    }

    /**
     * Sets where the tables are. {@link JdbcSchema#standard} unless set.
     *
     * @param where the schema
     * @return this
     */
    public JdbcLedgerBuilder schema(JdbcSchema where) {
        schema = Objects.requireNonNull(where, "schema");
        return this;
    }

    /**
     * Sets how long a statement may wait for the database, for a lock or an answer, and for how long a call is tried again.
     * 5 seconds unless set. Waiting for a connection is limited by the pool.
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
     * Sets how often a listener looks for changes of other nodes by itself. 100 ms unless set, and 1 s on PostgreSQL, where
     * notifications come besides. This node's own changes are told at once.
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
     * Sets whether this node notifies others of its changes, where the database can: PostgreSQL. It does unless this is
     * false, with a thread in the background that takes a connection of the pool now and then. Only {@link JdbcLedger#watch}
     * makes use of it.
     *
     * @param whether true to notify
     * @return this
     */
    public JdbcLedgerBuilder notifying(boolean whether) {
        notifying = whether;
        return this;
    }

    /**
     * Sets the clock that decides, in place of the database's. For tests: nodes with clocks of their own end each other's
     * holds early.
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
            schema.createIn(own);
            return new JdbcLedger(own, schema.check(own), this);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }
}
