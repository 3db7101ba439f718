package io.inventory4j.examples;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a sale by all that decides what happens in it, so that no other sale goes on in its store. */
final class SaleName {
    private static final int DIGITS = 12;

    private SaleName() {}

    /** The name; short enough to be the reason of a move. */
    static String of(SaleOptions options, OrderBook book) {
        return "the sale of " + book.orders() + " orders (" + digest(book) + "), opening " + options.opening()
                + "%, seed " + options.seed() + ", buyer limit " + options.buyerLimit() + ", live room limit "
                + options.liveRoomLimit() + "%";
    }

    private static String digest(OrderBook book) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            book.events().forEach(event -> digest.update(event.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
