package io.inventory4j.examples.replay;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.examples.replay.lease.DatabaseLease;
import io.inventory4j.examples.replay.lease.RedisLease;
import io.inventory4j.examples.replay.lease.StoreInUseException;
import io.inventory4j.examples.replay.lease.StoreLease;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.client.LettuceConnections;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens the ledger that the user chose, and closes all that was opened for it. Used by one thread. */
final class Store implements AutoCloseable {
    /** A server has its own limit; more connections than this make no sale faster. */
    private static final int MOST_CONNECTIONS = 32;

    private static final long CONNECTION_WITHIN_MILLIS = 10_000;

    /** The one that follows, and the one that compares. */
    private static final int ARCHIVE_CONNECTIONS = 2;

    private final StoreChoice choice;
    private final @Nullable JdbcUrl archiveUrl;
    private final int connections;
    private final InstantSource clock;
    private final Screen screen;
    private final List<StoreLease> leases = new ArrayList<>();
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private @Nullable SaleArchive archive;

    /**
     * A store that is not opened yet.
     *
     * @param clock the sale's, which decides when a hold has run out
     */
    Store(SaleOptions options, InstantSource clock, Screen screen) {
        choice = options.store();
        archiveUrl = options.archive();
        // One more for the reader of the journal.
        connections = Math.min(options.threads() + 1, MOST_CONNECTIONS);
        this.clock = clock;
        this.screen = screen;
    }

    /** Opens the ledger. */
    StockLedger open() throws StoreException {
        try {
            StockLedger ledger = ledger();
            closings.push(ledger::close);
            return ledger;
        } catch (SQLException
                | IOException
                | UncheckedIOException
                | IllegalArgumentException
                | LedgerException
                | StoreInUseException e) {
            String reason = reason(e);
            throw new StoreException("--store " + choice.shown() + " cannot be used: "
                    + (choice instanceof StoreChoice.Database chosen
                            ? chosen.url().withoutSecrets(reason)
                            : reason));
        }
    }

    /** What keeps a copy of the ledger that was opened; null if the user wants none. */
    @Nullable
    SaleArchive archive() {
        return archive;
    }

    private StockLedger ledger() throws SQLException, IOException, StoreException, StoreInUseException {
        if (choice instanceof StoreChoice.InFile chosen) {
            return inFile(chosen.file());
        }
        if (choice instanceof StoreChoice.Database chosen) {
            return inDatabase(chosen.url());
        }
        if (choice instanceof StoreChoice.Server chosen) {
            SaleServer.Running server = server(chosen.kind()).start();
            closings.push(server::close);
            return server.url().startsWith("jdbc:") ? inDatabase(new JdbcUrl(server.url())) : inRedis(server.url());
        }
        if (choice instanceof StoreChoice.InRedis chosen) {
            return inRedis(chosen.url());
        }
        // The audit reads the whole journal, and how far it is behind is nobody's promise: so all of it is kept.
        return InMemoryLedger.create(clock, Integer.MAX_VALUE);
    }

    private void hold(StoreLease lease) {
        leases.add(lease);
        closings.push(lease::close);
    }

    private void lease(JdbcUrl url, String purpose) throws SQLException, StoreInUseException {
        hold(DatabaseLease.take(url.connect(url.driver()), purpose));
    }

    /**
     * Makes sure that this process is still the only one that sells here.
     *
     * @throws LedgerException if it may not be
     */
    void check() {
        leases.forEach(StoreLease::check);
    }

    private StockLedger inFile(Path file) throws StoreInUseException {
        hold(StoreLease.ofFile(file));
        return JdbcLedger.builder(file).clock(clock).build();
    }

    private StockLedger inDatabase(JdbcUrl url) throws SQLException, StoreInUseException {
        lease(url, "stock");
        DataSource pool = pool(url, connections);
        JdbcSchema.create(pool);
        return JdbcLedger.builder(pool).clock(clock).build();
    }

    private DataSource pool(JdbcUrl url, int size) throws SQLException {
        Driver driver = url.driver();
        HikariConfig config = new HikariConfig();
        config.setDriverClassName(driver.getClass().getName());
        config.setJdbcUrl(url.text());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTION_WITHIN_MILLIS);
        HikariDataSource pool = new HikariDataSource(config);
        closings.push(pool::close);
        return pool;
    }

    private StockLedger inRedis(String url) throws StoreException, StoreInUseException {
        RedisURI uri = RedisURI.create(url);
        RedisClient client = RedisClient.create();
        closings.push(client::shutdown);
        hold(RedisLease.take(client, uri, screen::line));
        RedisConnections redis = LettuceConnections.standalone(client, uri);
        closings.push(redis::close);
        RedisLedger ledger = RedisLedger.builder(redis)
                .clock(clock)
                .timeout(Duration.ofMillis(CONNECTION_WITHIN_MILLIS))
                .build();
        if (archiveUrl != null) {
            archive(archiveUrl, redis);
        }
        return ledger;
    }

    private void archive(JdbcUrl url, RedisConnections redis) throws StoreException {
        try {
            lease(url, "archive");
            SaleArchive begun = new SaleArchive(redis, pool(url, ARCHIVE_CONNECTIONS), url.shown());
            closings.push(begun::close);
            begun.begin();
            archive = begun;
        } catch (SQLException
                | UncheckedIOException
                | StoreException
                | StoreInUseException
                | IllegalArgumentException
                | LedgerException e) {
            throw new StoreException("--archive " + url.shown() + " cannot be used: " + url.withoutSecrets(reason(e)));
        }
    }

    private static SaleServer server(String kind) throws IOException {
        return findServer(kind)
                .orElseThrow(() -> new IOException(
                        "its server is a large download and not part of this build; add -Pservers to it"));
    }

    static Optional<SaleServer> findServer(String kind) {
        try {
            return ServiceLoader.load(SaleServer.class, Store.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(server -> server.kind().equals(kind))
                    .findFirst();
        } catch (ServiceConfigurationError e) {
            // An earlier build with the servers has left its list of them on the class path.
            return Optional.empty();
        }
    }

    /** What went wrong: the message of the failure, and that of its root cause. */
    private static String reason(Exception failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String reason = Screen.firstLine(failure);
        if (last != failure) {
            reason += ": " + Screen.firstLine(last);
        }
        return reason;
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
