package io.inventory4j.examples.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A small shop over Spring: the row of an order and its stock change in one transaction, at READ COMMITTED, for 64
 * buyers at once. Rows and stock agree in the end, and nobody has seen a deadlock.
 */
@Timeout(180)
class SpringShopTest {
    private static final int BUYERS = 64;
    private static final Duration HOLD = Duration.ofMinutes(15);

    /** Of C there is not enough for everybody, so carts fail whole. */
    private static final Map<String, Long> STOCK = Map.of("A", 100L, "B", 100L, "C", 40L);

    private static final class Shop implements AutoCloseable {
        final TurnedClock clock = new TurnedClock();
        final HikariDataSource pool;
        final JdbcTemplate sql;
        final TransactionTemplate transaction;
        final JdbcLedger ledger;
        final Inventory inventory;
        final AtomicInteger failures = new AtomicInteger();
        private final String orders;

        Shop(ShopDatabase database) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.source().getJdbcUrl());
            config.setMaximumPoolSize(BUYERS);
            config.setMinimumIdle(0);
            pool = new HikariDataSource(config);
            sql = new JdbcTemplate(pool);
            transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
            transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
            String name = "g" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            JdbcSchema schema = JdbcSchema.standard().withPrefix(name + "_");
            schema.createIn(pool);
            orders = name + "_orders";
            sql.execute("CREATE TABLE " + orders + " (id varchar(40) PRIMARY KEY, state varchar(20) NOT NULL)");
            ledger = JdbcLedger.builder(pool)
                    .schema(schema)
                    .clock(clock)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            inventory = InventoryBuilder.over(ledger)
                    .reservationTimeout(HOLD)
                    .clock(clock)
                    .sweepEvery(Duration.ZERO)
                    .build();
            STOCK.forEach((sku, units) ->
                    inventory.receive("po of " + sku, sku, units).orThrow());
        }

        /** One transaction of the shop; rolled back if the work says no. */
        private boolean inTransaction(Predicate<Inventory> work) {
            try {
                return Boolean.TRUE.equals(transaction.execute(status -> {
                    Connection connection = DataSourceUtils.getConnection(pool);
                    boolean done = work.test(inventory.within(connection));
                    if (!done) {
                        status.setRollbackOnly();
                    }
                    return done;
                }));
            } catch (LedgerException e) {
                failures.incrementAndGet();
                throw e;
            }
        }

        private static ReserveRequest cart(int buyer) {
            return ReserveRequest.of("o" + buyer, "buyer" + buyer)
                    .line("A", 1)
                    .line("B", 1)
                    .line("C", 1);
        }

        boolean order(int buyer) {
            return inTransaction(within -> {
                sql.update("INSERT INTO " + orders + " VALUES (?, 'NEW')", "o" + buyer);
                return within.reserve(cart(buyer)).applied();
            });
        }

        boolean pay(int buyer) {
            return inTransaction(within ->
                    change(buyer, "NEW", "PAID") && within.confirm("o" + buyer).applied());
        }

        boolean cancel(int buyer) {
            return inTransaction(within -> change(buyer, "NEW", "CANCELLED")
                    && within.release("o" + buyer).applied());
        }

        /** The money is here, so the answer is written down whatever it is. */
        boolean payLate(int buyer) {
            return inTransaction(within -> {
                LateConfirmation answer = within.confirmOrReacquire(cart(buyer));
                boolean refund = answer instanceof LateConfirmation.RefundDue;
                return change(buyer, "NEW", refund ? "REFUND" : "PAID");
            });
        }

        private boolean change(int buyer, String from, String to) {
            return sql.update("UPDATE " + orders + " SET state = ? WHERE id = ? AND state = ?", to, "o" + buyer, from)
                    == 1;
        }

        Optional<String> state(int buyer) {
            return sql.queryForList("SELECT state FROM " + orders + " WHERE id = ?", String.class, "o" + buyer).stream()
                    .findFirst();
        }

        @Override
        public void close() {
            inventory.close();
            ledger.close();
            pool.close();
        }
    }

    private static int atOnce(List<Callable<Boolean>> calls) {
        return (int) Together.run(120, calls).stream().filter(done -> done).count();
    }

    @ParameterizedTest
    @EnumSource(
            value = ShopDatabase.class,
            names = {"POSTGRES", "MARIADB"})
    void ordersAndStockAgree(ShopDatabase database) {
        try (Shop shop = new Shop(database)) {
            List<Callable<Boolean>> orders = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                int buyer = i;
                orders.add(() -> shop.order(buyer));
            }
            assertEquals(40, atOnce(orders), "as many carts as there are of C");
            int[] served = new int[40];
            int n = 0;
            for (int buyer = 0; buyer < BUYERS; buyer++) {
                if (shop.state(buyer).isPresent()) {
                    served[n++] = buyer;
                }
            }
            assertEquals(40, n, "rows of orders");

            assertEquals(30, atOnce(ends(shop, served)), "each order ends once");
            audit(shop);

            shop.clock.advance(HOLD);
            assertEquals(10, shop.inventory.sweep());
            List<Callable<Boolean>> late = new ArrayList<>();
            for (int i = 30; i < 40; i++) {
                int buyer = served[i];
                late.addAll(List.of(() -> shop.payLate(buyer), () -> shop.payLate(buyer)));
            }
            // Others want what has become free.
            for (int i = 0; i < 10; i++) {
                int buyer = BUYERS + i;
                late.add(() -> shop.order(buyer));
            }
            atOnce(late);
            audit(shop);
            assertEquals(0, shop.failures.get(), "nobody has seen a deadlock");
        }
    }

    /** Ten orders each: cancelled twice at once, paid and cancelled at once, paid twice at once. */
    private static List<Callable<Boolean>> ends(Shop shop, int[] served) {
        List<Callable<Boolean>> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int one = served[i];
            int two = served[10 + i];
            int three = served[20 + i];
            ends.addAll(List.of(() -> shop.cancel(one), () -> shop.cancel(one)));
            ends.addAll(List.of(() -> shop.pay(two), () -> shop.cancel(two)));
            ends.addAll(List.of(() -> shop.pay(three), () -> shop.pay(three)));
        }
        return ends;
    }

    /** Each order's row says what its reservation does, and the lines are the sum of the reservations. */
    private static void audit(Shop shop) {
        Map<String, Long> reserved = new HashMap<>();
        Map<String, Long> committed = new HashMap<>();
        for (int buyer = 0; buyer < BUYERS + 10; buyer++) {
            Optional<String> state = shop.state(buyer);
            long held = 0;
            long sold = 0;
            for (String id : List.of("o" + buyer, "o" + buyer + "/late")) {
                for (ReservedLine line :
                        shop.inventory.reservation(id).map(Reservation::lines).orElse(List.of())) {
                    held += line.reserved();
                    sold += line.committed();
                    reserved.merge(line.key().sku(), line.reserved(), Long::sum);
                    committed.merge(line.key().sku(), line.committed(), Long::sum);
                }
            }
            String row = state.orElse("none");
            assertEquals(row.equals("PAID") ? 3 : 0, sold, "sold to order " + buyer + ", whose row says " + row);
            if (!row.equals("NEW")) {
                assertEquals(0, held, "held for order " + buyer + ", whose row says " + row);
            }
        }
        STOCK.forEach((sku, units) -> {
            StockLevel level = shop.inventory.level(StockKey.of(sku)).orElseThrow();
            assertEquals(units, level.onHand(), "units of " + sku);
            assertEquals(reserved.getOrDefault(sku, 0L), level.reserved(), "held of " + sku);
            assertEquals(committed.getOrDefault(sku, 0L), level.committed(), "sold of " + sku);
            assertTrue(level.available() >= 0, "oversold: " + level);
        });
    }
}
