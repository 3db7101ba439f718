package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.examples.replay.orders.OrderBook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Names a sale by all that decides what happens in it, so that no other sale goes on in its store or by its orders. */
final class SaleName {
    private static final int DIGITS = 12;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORDERS = ".orders";

    private SaleName() {}

    /**
     * The name; short enough to be the reason of a move.
     *
     * @param plan as CSV
     */
    static String of(SaleOptions options, OrderBook book, byte[] plan) {
        String events = digest(book.events().stream().map(SaleName::whole));
        String sheet = digest(Stream.of(HexFormat.of().formatHex(plan)));
        return "the sale of " + book.orders() + " orders (" + events + "), plan (" + sheet + "), seed "
                + options.seed();
    }

    /** All of an event. As JSON, no two events are written alike. */
    private static String whole(Event event) {
        return event.getClass().getSimpleName() + JSON.writeValueAsString(event);
    }

    /**
     * The file of the order table of a sale: beside the file that has its stock, or else in the folder of the build.
     *
     * @return a name that no other sale has, nor this one in another store; null where nothing outlives the process
     */
    static @Nullable Path orders(SaleOptions options, String sale) {
        JdbcUrl archive = options.archive();
        if (archive != null) {
            // What an archive brings back may come into any Redis.
            return inBuild(archive.shown(), sale);
        }
        StoreChoice store = options.store();
        if (store instanceof StoreChoice.InFile chosen) {
            Path file = chosen.file();
            return file.resolveSibling(file.getFileName() + "." + digest(Stream.of(sale)) + ORDERS);
        }
        return store.outlivesTheRun() ? inBuild(store.shown(), sale) : null;
    }

    private static Path inBuild(String store, String sale) {
        return Path.of("target", "live-sale." + digest(Stream.of(store, sale)) + ORDERS);
    }

    private static String digest(Stream<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(text -> {
                // With their lengths, so that where one ends and the next begins counts too.
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
                digest.update(text);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
