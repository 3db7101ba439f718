package io.inventory4j.redis;

import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.Together;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A process of a shop, for {@link KilledClientTest}: sells on several threads until it is killed, and tells every order
 * that was acknowledged on a line of its own, with a letter for what was.
 */
final class KilledClient {
    static final int THREADS = 4;
    static final String RESERVED = "R";
    static final String CONFIRMED = "C";

    private static final int ENOUGH = 2_000;

    private KilledClient() {}

    static String id(int thread, int order) {
        return "order " + thread + "-" + order;
    }

    public static void main(String[] args) {
        InetSocketAddress server = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
        RedisConnections connections = ClientLibrary.valueOf(args[0]).single(server, Deployment.STRAIGHT);
        try (ShopNode node = ShopNode.over(connections, args[3])) {
            Together.run(THREADS, thread -> {
                for (int order = 0; order < ENOUGH; order++) {
                    String id = id(thread, order);
                    Stock.insist(node.ledger(), Stock.cart(id, order));
                    tell(RESERVED, thread, order);
                    if (order % 2 == 0) {
                        Stock.insist(node.ledger(), Stock.settle(id, Transition.CONFIRM));
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
