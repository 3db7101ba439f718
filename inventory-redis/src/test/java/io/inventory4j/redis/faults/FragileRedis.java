package io.inventory4j.redis.faults;

import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisSentinels;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.testkit.faults.LedgerServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A deployment for fault runs, one at a time: they kill and cut off the master that has all their ledgers. It writes to
 * disk before it acknowledges, and no replica replaces it while it is down.
 */
final class FragileRedis implements LedgerServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Map<Deployment, FragileRedis> SHARED = new EnumMap<>(Deployment.class);
    private static final RedisSettings DURABLE = RedisSettings.of(Persistence.ALWAYS);

    /** How a client reaches the deployment. */
    private interface Connector {
        RedisConnections connect(ClientLibrary client, UnaryOperator<InetSocketAddress> detour);
    }

    private final RedisServer master;
    private final Connector connector;
    private final UnaryOperator<String> names;
    private final Map<String, String> nameByNamespace = new ConcurrentHashMap<>();
    private ClientLibrary client = ClientLibrary.LETTUCE;

    private FragileRedis(RedisServer master, Connector connector, UnaryOperator<String> names) {
        this.master = master;
        this.connector = connector;
        this.names = names;
    }

    /** The deployment of this kind in this JVM, reached through a client; it ends with the JVM. */
    static FragileRedis of(Deployment deployment, ClientLibrary client) {
        synchronized (SHARED) {
            FragileRedis fragile = SHARED.computeIfAbsent(deployment, absent -> switch (deployment) {
                case SINGLE -> single();
                case CLUSTER -> cluster();
                case SENTINEL -> sentinel();
            });
            fragile.client = client;
            return fragile;
        }
    }

    private static FragileRedis single() {
        RedisServer server = RedisServer.fresh(DURABLE);
        endWithJvm(server::close);
        return new FragileRedis(
                server, (client, detour) -> client.single(server.address(), detour), UnaryOperator.identity());
    }

    private static FragileRedis cluster() {
        RedisCluster cluster = RedisCluster.fresh(DURABLE.with("cluster-node-timeout 60000"));
        endWithJvm(cluster::close);
        RedisServer master = cluster.masterOf("{0}");
        AtomicInteger tried = new AtomicInteger();
        return new FragileRedis(master, (client, detour) -> client.cluster(cluster, detour), name -> {
            String there = name;
            while (!cluster.masterOf("{" + there + "}").address().equals(master.address())) {
                there = name + "." + tried.incrementAndGet();
            }
            return there;
        });
    }

    private static FragileRedis sentinel() {
        RedisSentinels sentinels = RedisSentinels.fresh(DURABLE);
        endWithJvm(sentinels::close);
        sentinels
                .sentinels()
                .forEach(one ->
                        one.command("SENTINEL", "SET", RedisSentinels.NAME, "down-after-milliseconds", "600000"));
        return new FragileRedis(
                sentinels.master(), (client, detour) -> client.sentinel(sentinels, detour), UnaryOperator.identity());
    }

    private static void endWithJvm(Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end, "fragile-end"));
    }

    @Override
    public InetSocketAddress address() {
        return master.address();
    }

    @Override
    public StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through) {
        RedisConnections connections =
                connector.connect(client, asked -> asked.equals(master.address()) ? through : asked);
        RedisLedger ledger = RedisLedger.builder(connections)
                .namespace(nameByNamespace.computeIfAbsent(namespace, names))
                .clock(clock)
                .timeout(TIMEOUT)
                .build();
        return new Connected(ledger, connections);
    }

    /** A ledger that closes its connections. */
    private static final class Connected extends ForwardingLedger implements Journaled, Watchable {
        private final RedisLedger ledger;
        private final RedisConnections connections;

        Connected(RedisLedger ledger, RedisConnections connections) {
            super(ledger);
            this.ledger = ledger;
            this.connections = connections;
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
            super.close();
            connections.close();
        }
    }

    /** A call that finds its connection broken is made again once a new one is there. */
    @Override
    public Duration timeout() {
        return TIMEOUT.multipliedBy(2);
    }

    @Override
    public boolean durable() {
        return master.killable();
    }

    @Override
    public void kill() {
        master.kill();
    }

    @Override
    public void restart() {
        master.restart();
    }

    @Override
    public void close() {
        // It is shared, and ends with the JVM.
    }
}
