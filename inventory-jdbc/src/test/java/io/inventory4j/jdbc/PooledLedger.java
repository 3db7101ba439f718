package io.inventory4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.JournalPage;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A node of a shop: a ledger with a small pool and short timeouts. Closing it closes the pool. */
public final class PooledLedger extends ForwardingLedger implements Journaled, Watchable {
    /** The time limit of its statements. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** The time limit of getting a connection. */
    static final Duration CONNECT = Duration.ofSeconds(1);

    private static final int CONNECTIONS = 8;
    private static final int ATTEMPTS = 20;

    private final JdbcLedger ledger;
    private final HikariDataSource pool;

    private PooledLedger(JdbcLedger ledger, HikariDataSource pool) {
        super(ledger);
        this.ledger = ledger;
        this.pool = pool;
    }

    /** A ledger over existing tables of a running server. It tries again, because this machine may be busy. */
    public static PooledLedger over(String url, JdbcSchema schema, UnaryOperator<JdbcLedgerBuilder> options) {
        HikariDataSource pool = new HikariDataSource(config(url, CONNECTIONS));
        JdbcLedgerBuilder builder =
                options.apply(JdbcLedger.builder(pool).schema(schema).timeout(TIMEOUT));
        for (int attempt = 1; ; attempt++) {
            try {
                return new PooledLedger(builder.build(), pool);
            } catch (LedgerException e) {
                if (attempt == ATTEMPTS) {
                    pool.close();
                    throw e;
                }
            }
        }
    }

    /** A pool of at most this number of connections, which are made on demand. */
    public static HikariConfig config(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setValidationTimeout(CONNECT.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        if (url.startsWith("jdbc:postgresql:")) {
            // In seconds. Without it a login that hangs does so forever, and no other is tried meanwhile.
            config.addDataSourceProperty("loginTimeout", Long.toString(CONNECT.toSeconds()));
        }
        return config;
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
        pool.close();
    }
}
