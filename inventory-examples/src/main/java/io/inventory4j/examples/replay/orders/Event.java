package io.inventory4j.examples.replay.orders;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that happens in the sale because a file says so. */
public sealed interface Event {
    /**
     * When it happens.
     *
     * @return never earlier than the event before it in the files
     */
    Instant at();

    /**
     * Who acts.
     *
     * @return the buyer; empty for the warehouse
     */
    String buyer();

    /**
     * Buys: one invoice, or a part of one that has several customers, or more lines than a request may have.
     *
     * @param id made of the invoice's number; no other cart has it
     * @param number the cart's place among all carts, from 0; the seed and this decide what its buyer does
     * @param lines units by stock code, in file order
     */
    record Cart(String id, int number, String buyer, Instant at, Map<String, Long> lines) implements Event {}

    /**
     * Takes back what an invoice that starts with C lists.
     *
     * @param id made of the invoice's number; no other event that takes back has it
     * @param invoice the invoice's number
     */
    record TakeBack(String id, String invoice, String buyer, Instant at, List<Line> lines) implements Event {
        /**
         * Units of one article.
         *
         * @param units above 0
         */
        public record Line(String sku, long units) {}

        public TakeBack {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The warehouse has found or misses units.
     *
     * @param id no other correction has it
     * @param units above 0 for found, below for missing
     * @param why what the file says; may be empty
     */
    record Correction(String id, String sku, long units, Instant at, String why) implements Event {
        @Override
        public String buyer() {
            return "";
        }
    }
}
