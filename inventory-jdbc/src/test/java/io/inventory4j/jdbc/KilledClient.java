package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.Together;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A process of a shop, for {@link KilledClientTest}: sells on several threads until it is killed, and tells every order that
 * was acknowledged on a line of its own, with a letter for what was.
 */
final class KilledClient {
    static final int THREADS = 4;
    static final String RESERVED = "R";
    static final String CONFIRMED = "C";

    private static final int ENOUGH = 300;

    private KilledClient() {}

    static String id(int thread, int order) {
        return "order " + thread + "-" + order;
    }

    public static void main(String[] args) {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(args[1]);
        try (PooledLedger ledger = PooledLedger.over(args[0], schema, options -> options)) {
            Together.run(THREADS, thread -> {
                for (int order = 0; order < ENOUGH; order++) {
                    String id = id(thread, order);
                    assertTrue(Stock.apply(ledger, Stock.cart(id, order)).applied(), id);
                    tell(RESERVED, thread, order);
                    if (order % 2 == 0) {
                        assertTrue(
                                Stock.apply(ledger, Stock.settle(id, Transition.CONFIRM))
                                        .applied(),
                                id);
                        tell(CONFIRMED, thread, order);
                    }
                }
                return thread;
            });
        }
    }

    private static void tell(String what, int thread, int order) {
        byte[] line = (what + " " + thread + " " + order + "\n").getBytes(StandardCharsets.US_ASCII);
        PrintStream out = System.out;
        synchronized (out) {
            out.write(line, 0, line.length);
            out.flush();
        }
    }
}
