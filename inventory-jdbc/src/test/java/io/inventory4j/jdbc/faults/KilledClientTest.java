package io.inventory4j.jdbc.faults;

import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.PooledLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.KilledShop;
import io.inventory4j.testkit.faults.SaleStock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process of the shop is killed while it works. All that was acknowledged must be there, and nothing by half. */
class KilledClientTest {
    private static final int MOST_ACKNOWLEDGED = 300;

    static final class Shop {
        private Shop() {}

        public static void main(String[] args) {
            JdbcSchema schema = JdbcSchema.standard().withPrefix(args[1]);
            try (PooledLedger ledger = PooledLedger.over(args[0], schema, options -> options)) {
                KilledShop.sell(ledger, "order");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void ordersInFlightAreWholeOrAbsent(DatabaseKind kind) {
        FragileServer server = FragileServer.of(kind);
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger inFlight = new AtomicInteger();
        long seed = Rounds.play((turn, random) -> {
            JdbcSchema schema = server.freshTables();
            try (StockLedger ledger = server.node(schema, server.address())) {
                SaleStock.fill(ledger);
                KilledShop killed = KilledShop.kill(
                        Shop.class,
                        1 + random.nextInt(MOST_ACKNOWLEDGED),
                        server.database().url(server.address()),
                        FragileServer.table(schema, ""));
                acknowledged.addAndGet(killed.acknowledged());
                inFlight.addAndGet(KilledShop.check(ledger, KilledShop.InFlight.MAY_LAND, List.of(killed)));
            }
        });
        System.out.println("client killed: " + kind + " runs=" + Effort.scale() + " acknowledged=" + acknowledged
                + " made unacknowledged=" + inFlight + " seed=" + seed);
    }
}
