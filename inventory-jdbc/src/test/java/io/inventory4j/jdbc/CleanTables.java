package io.inventory4j.jdbc;

import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Ledgers over empty tables of one database. Each has tables with a prefix of its own. When it is closed, they are
 * emptied for the next ledger, because a database needs longer to make tables than a test takes.
 */
final class CleanTables {
    private final DataSource source;
    private final Queue<JdbcSchema> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    CleanTables(DataSource source) {
        this.source = source;
    }

    /** A ledger over empty tables, through another data source. */
    StockLedger open(DataSource through, InstantSource clock) {
        JdbcSchema used = free.poll();
        JdbcSchema schema = used == null ? fresh() : used;
        return new Owned(over(through, schema, clock), schema);
    }

    private static JdbcLedger over(DataSource through, JdbcSchema schema, InstantSource clock) {
        return JdbcLedger.builder(through)
                .schema(schema)
                .clock(clock)
                .keepJournal(Bounds.MAX_AGE)
                .build();
    }

    /** Another node over the tables of a ledger that was opened here. */
    StockLedger node(StockLedger first, InstantSource clock) {
        return over(source, ((Owned) first).schema, clock);
    }

    DataSource source() {
        return source;
    }

    StockLedger open(InstantSource clock) {
        return open(source, clock);
    }

    private JdbcSchema fresh() {
        JdbcSchema schema = JdbcSchema.standard().withPrefix("t" + made.incrementAndGet() + "_");
        schema.createIn(source);
        return schema;
    }

    private void empty(JdbcSchema schema) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"reservation", "held", "applied", "line", "counter", "journal"}) {
                statement.addBatch("DELETE FROM " + schema.table(table));
            }
            statement.addBatch("UPDATE " + schema.table("meta") + " SET last_place = 0");
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A ledger that leaves its tables to the next. */
    private final class Owned extends ForwardingLedger implements Journaled, Watchable {
        private final JdbcLedger ledger;
        private final JdbcSchema schema;
        private final AtomicBoolean closed = new AtomicBoolean();

        Owned(JdbcLedger ledger, JdbcSchema schema) {
            super(ledger);
            this.ledger = ledger;
            this.schema = schema;
        }

        @Override
        public JournalPage journal(long after, int max) {
            return ledger.journal(after, max);
        }

        @Override
        public Subscription watch(StockListener listener) {
            return ledger.watch(listener);
        }

        @Override
        public Subscription follow(EntryListener listener) {
            return ledger.follow(listener);
        }

        @Override
        public void close() {
            ledger.close();
            if (closed.compareAndSet(false, true)) {
                empty(schema);
                free.add(schema);
            }
        }
    }
}
