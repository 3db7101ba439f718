package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.faults.KilledShop;
import io.inventory4j.testkit.faults.SaleStock;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process of the shop is killed in the middle of its work, by SIGKILL. What it was told must be there; nothing half. */
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
    void whatWasInFlightIsWholeOrAbsent(DatabaseKind kind) throws IOException, InterruptedException {
        FragileServer server = FragileServer.of(kind);
        long seed = Effort.seed();
        int inFlight = 0;
        int acknowledged = 0;
        for (int run = 0; run < Effort.scale(); run++) {
            JdbcSchema schema = server.freshTables();
            try (StockLedger ledger = server.node(schema, server.address())) {
                SaleStock.fill(ledger);
                int kill = 1 + new SplittableRandom(seed + run).nextInt(MOST_ACKNOWLEDGED);
                KilledShop killed =
                        KilledShop.kill(Shop.class, kill, server.database().url(server.address()), schema.table(""));
                acknowledged += killed.acknowledged();
                inFlight += KilledShop.check(ledger, List.of(killed));
            } catch (AssertionError e) {
                throw new AssertionError("inventory.test.seed=" + (seed + run) + ": " + e.getMessage(), e);
            }
        }
        System.out.println("client killed: " + kind + " runs=" + Effort.scale() + " acknowledged=" + acknowledged
                + " made unacknowledged=" + inFlight + " seed=" + seed);
    }
}
