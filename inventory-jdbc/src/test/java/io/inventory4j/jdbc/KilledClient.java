package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.StockLedger;
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
    private static final int ATTEMPTS = 20;

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
                    insist(ledger, Stock.cart(id, order));
                    tell(RESERVED, thread, order);
                    if (order % 2 == 0) {
                        insist(ledger, Stock.settle(id, Transition.CONFIRM));
                        tell(CONFIRMED, thread, order);
                    }
                }
                return thread;
            });
        }
    }

    /** Sends a command until it is answered: on a busy machine a call may time out. */
    private static void insist(StockLedger ledger, Command command) {
        for (int attempt = 1; ; attempt++) {
            try {
                Outcome outcome = Stock.apply(ledger, command);
                assertTrue(outcome.applied(), () -> command + " was answered " + outcome);
                return;
            } catch (LedgerException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
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
