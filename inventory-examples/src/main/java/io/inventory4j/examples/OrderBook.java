package io.inventory4j.examples;

import java.util.List;
import java.util.Map;

/**
 * What all files together say, sorted into what the sale can replay.
 *
 * @param events what happens, in file order
 * @param orders how many invoices buy
 * @param carts how many carts they make
 * @param names what each article is called, by stock code
 * @param demand units asked for of each article, by stock code
 * @param notes what the files hold and what becomes of it, one line each
 * @param bad the rows that cannot be used
 */
record OrderBook(
        List<Event> events,
        int orders,
        int carts,
        Map<String, String> names,
        Map<String, Long> demand,
        List<Note> notes,
        List<BadRow> bad) {
    /**
     * One kind of row.
     *
     * @param rows how many
     * @param what the kind
     * @param fate what becomes of them
     */
    record Note(long rows, String what, String fate) {}

    String name(String sku) {
        return names.getOrDefault(sku, "");
    }
}
