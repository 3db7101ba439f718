package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.DatabaseServer;
import io.inventory4j.testkit.faults.LedgerServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A database server that tests kill, freeze and cut off, one test at a time; each leaves it running. Every ledger has
 * tables of its own that are never used again, because a commit that nobody waits for may land in them later.
 */
public final class FragileServer implements LedgerServer {
    private static final Map<DatabaseKind, FragileServer> SHARED = new EnumMap<>(DatabaseKind.class);

    private final DatabaseServer server;
    private final AtomicInteger made = new AtomicInteger();
    private final Map<String, JdbcSchema> tablesByNamespace = new ConcurrentHashMap<>();

    private FragileServer(DatabaseServer server) {
        this.server = server;
    }

    /** The server of this kind in this JVM; it ends with the JVM. */
    public static FragileServer of(DatabaseKind kind) {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(kind, absent -> {
                DatabaseServer fresh =
                        kind == DatabaseKind.POSTGRES ? DatabaseServer.freshPostgres() : DatabaseServer.freshMariadb();
                Runtime.getRuntime().addShutdownHook(new Thread(fresh::close, "fragile-end"));
                return new FragileServer(fresh);
            });
        }
    }

    /** The same server, for a test that kills or freezes it; the test is skipped if the server belongs to others. */
    public static FragileServer killable(DatabaseKind kind) {
        FragileServer fragile = of(kind);
        Assumptions.assumeTrue(fragile.durable(), "a named server is neither killed nor frozen");
        return fragile;
    }

    public DatabaseServer database() {
        return server;
    }

    /** New tables, which no other ledger has. */
    public JdbcSchema freshTables() {
        String prefix = "f" + ProcessHandle.current().pid() + "x" + made.incrementAndGet() + "_";
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(server.dataSource(server.address()));
        return schema;
    }

    /**
     * The whole name of one of the tables, for statements that are not the ledger's; of the empty name, what all names
     * begin with.
     */
    public static String table(JdbcSchema schema, String name) {
        return schema.table(name);
    }

    /** A node of a shop over these tables, with the database's clock. */
    public PooledLedger node(JdbcSchema schema, InetSocketAddress through) {
        return PooledLedger.over(server.url(through), schema, options -> options);
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through) {
        JdbcSchema tables = tablesByNamespace.computeIfAbsent(namespace, fresh -> freshTables());
        return PooledLedger.over(server.url(through), tables, options -> options.clock(clock));
    }

    @Override
    public Duration timeout() {
        return PooledLedger.CONNECT.plus(PooledLedger.TIMEOUT);
    }

    /** Every server that can be killed is durable. */
    @Override
    public boolean durable() {
        return server.killable();
    }

    @Override
    public void kill() {
        server.kill();
    }

    public void freeze() {
        server.freeze();
    }

    public void thaw() {
        server.thaw();
    }

    @Override
    public void restart() {
        server.restart();
    }

    @Override
    public void close() {
        // It is shared, and ends with the JVM.
    }
}
