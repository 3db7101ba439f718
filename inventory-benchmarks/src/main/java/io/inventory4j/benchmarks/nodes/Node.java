package io.inventory4j.benchmarks.nodes;

import io.inventory4j.benchmarks.jdbc.JdbcNode;
import io.inventory4j.benchmarks.measure.CompilerTurn;
import io.inventory4j.benchmarks.measure.Crowd;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.redis.RedisNode;
import io.inventory4j.benchmarks.shop.Cart;
import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.NodeStore;
import io.inventory4j.benchmarks.shop.Seller;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * The program of one node. It is told turns on its standard input, one a line, and answers each with a line of its
 * results.
 */
public final class Node {
    /** How many SKUs the nodes fight for. */
    static final int SKUS = 8;

    static final String READY = "ready";

    private Node() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments the node's name, the kind of store, where it is, and which tables or keys
     */
    public static void main(String... arguments) throws Exception {
        PrintStream answers = System.out;
        // What libraries print must not get between the answers.
        System.setOut(System.err);
        Carts carts = Carts.zipf(SKUS);
        try (NodeStore store = arguments[1].equals("redis")
                        ? RedisNode.open(arguments[2])
                        : JdbcNode.open(arguments[2], arguments[3]);
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answers.println(READY);
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                answers.println(answer(turn(arguments[0], line.split(" ", -1), store, carts)));
            }
        }
    }

    /** One turn: subject, round, callers, milliseconds, most orders, label. */
    private static Measured turn(String name, String[] words, NodeStore store, Carts carts) throws Exception {
        Seller seller = Objects.requireNonNull(store.sellers().get(words[0]), words[0]);
        int callers = Integer.parseInt(words[2]);
        String prefix = name + words[0] + words[1] + "-" + words[5] + "-";
        Measured measured = Crowd.run(callers, Long.parseLong(words[3]), Long.parseLong(words[4]), (caller, i) -> {
            Cart cart = carts.cart(prefix + caller + "-" + i, (name + caller).hashCode() + i);
            if (!seller.reserve(cart)) {
                throw new IllegalStateException(cart + " was refused");
            }
            return 1;
        });
        if (Integer.parseInt(words[1]) < 0) {
            CompilerTurn.take();
        }
        return measured;
    }

    private static String answer(Measured measured) {
        Histogram nanos = measured.nanos();
        ByteBuffer bytes = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoByteBuffer(bytes);
        return measured.rate() + " " + measured.orders() + " "
                + Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /** The results of a turn from the line that a node answered. */
    static Measured read(String answer) {
        String[] words = answer.split(" ", -1);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(words[2]));
        return new Measured(
                Double.parseDouble(words[0]),
                Long.parseLong(words[1]),
                Histogram.decodeFromByteBuffer(bytes, 1),
                Map.of());
    }
}
