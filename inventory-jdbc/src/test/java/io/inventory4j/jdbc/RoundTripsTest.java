package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The round trips to the database: a large batch of one transaction (rule 10.3) takes no more than a small one. */
class RoundTripsTest {
    private final AtomicInteger executed = new AtomicInteger();

    private DataSource counting(DataSource source) {
        return proxy(DataSource.class, source, "getConnection", Connection.class);
    }

    /** A proxy that counts executions; one of its methods returns such proxies too. */
    private <T> T proxy(Class<T> type, T target, String maker, Class<?> made) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                if (method.getName().startsWith("execute")) {
                    executed.incrementAndGet();
                }
                Object answer = method.invoke(target, arguments);
                if (!method.getName().equals(maker)) {
                    return answer;
                }
                return answer instanceof Connection connection
                        ? proxy(Connection.class, connection, "prepareStatement", PreparedStatement.class)
                        : proxy(PreparedStatement.class, (PreparedStatement) answer, "", made);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private int asked(Runnable call) {
        int before = executed.get();
        call.run();
        return executed.get() - before;
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void roundTripsDoNotGrowWithTheBatch(TestDatabase database) {
        JdbcSchema schema = JdbcSchema.standard()
                .withPrefix("n" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
        schema.createIn(database.source());
        try (JdbcLedger ledger = JdbcLedger.builder(counting(database.source()))
                .schema(schema)
                .notifying(false)
                .build()) {
            for (int i = 0; i < 20; i++) {
                Shelf.stock(ledger, "S" + i, 10_000);
            }
            int two = asked(() -> ledger.apply(reserves("two", 2)));
            int many = asked(() -> ledger.apply(reserves("many", 100)));
            assertEquals(two, many, "reserves");
            if (database == TestDatabase.POSTGRES) {
                assertEquals(2, two, "one message to load, one to store and commit");
            } else if (database == TestDatabase.MARIADB) {
                assertEquals(3, two, "one message to load, one to store, one to commit");
            }
            int twoSettled = asked(() -> ledger.apply(settles("two", 2)));
            int manySettled = asked(() -> ledger.apply(settles("many", 100)));
            assertEquals(twoSettled, manySettled, "settles");
            assertTrue(manySettled <= two + 2, () -> "settling takes " + manySettled + " round trips");
        }
    }

    private static List<Command> reserves(String name, int n) {
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            batch.add(Shelf.reserve(name + i, "S" + i % 20, 1, Charge.of("buyer/" + name + i, 5)));
        }
        return batch;
    }

    private static List<Command> settles(String name, int n) {
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            batch.add(Settle.all(ReservationId.of(name + i), "pay", Transition.CONFIRM));
        }
        return batch;
    }
}
