package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.KilledShop;
import io.inventory4j.testkit.faults.SaleStock;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process of the shop is killed while it works. All that was acknowledged must be there, and nothing by half. */
class KilledClientTest {
    private static final int MOST_ACKNOWLEDGED = 600;
    private static final int ALL = 100_000;

    static final class Shop {
        private Shop() {}

        public static void main(String[] args) {
            InetSocketAddress server = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
            RedisConnections connections = ClientLibrary.valueOf(args[0]).single(server, Deployment.STRAIGHT);
            try (ShopNode node = ShopNode.over(connections, args[3])) {
                KilledShop.sell(node.ledger(), "order");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void ordersInFlightAreWholeOrAbsent(ClientLibrary client) {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger inFlight = new AtomicInteger();
        RedisServer server = RedisServer.shared();
        long seed = Rounds.play((turn, random) -> {
            String namespace = "client-" + ProcessHandle.current().pid() + "." + client + turn;
            try (ShopNode node = ShopNode.over(client.single(server.address(), Deployment.STRAIGHT), namespace)) {
                SaleStock.fill(node.ledger());
                KilledShop killed = KilledShop.kill(
                        Shop.class,
                        1 + random.nextInt(MOST_ACKNOWLEDGED),
                        client.name(),
                        server.host(),
                        Integer.toString(server.address().getPort()),
                        namespace);
                acknowledged.addAndGet(killed.acknowledged());
                inFlight.addAndGet(KilledShop.check(node.patient(), KilledShop.InFlight.FINAL, List.of(killed)));
                holdsRunOut(node, namespace);
            }
        });
        System.out.println("client killed: " + client + " rounds=" + Effort.scale() + " acknowledged=" + acknowledged
                + " made unacknowledged=" + inFlight + " seed=" + seed);
    }

    /** Nobody settles the holds of the killed process: a sweep ends them after their time. */
    private static void holdsRunOut(ShopNode node, String namespace) {
        Instant due = Instant.now().plus(SaleStock.HOLD.multipliedBy(2));
        RedisLedger later = RedisLedger.builder(node.connections())
                .namespace(namespace)
                .clock(() -> due)
                .build();
        later.expire(ALL);
        for (StockLevel level : node.patient().levels(SaleStock.LINES)) {
            assertEquals(0, level.reserved(), () -> "I4: " + level);
            assertEquals(SaleStock.UNITS, level.available() + level.committed(), () -> "I1: " + level);
        }
    }
}
