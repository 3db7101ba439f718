package io.inventory4j.examples.replay.orders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
public record OrderBook(
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
    public record Note(long rows, String what, String fate) {}

    /** The day that comes with the example: an order is cancelled in it and placed again, half as large. */
    public static final String BUNDLED = OrderFile.BUNDLED;

    /**
     * Reads order files, and sorts their rows.
     *
     * @param paths the files; none for the bundled day
     * @return what they say together
     * @throws InputException if a file cannot be used
     */
    public static OrderBook read(List<Path> paths) throws InputException {
        if (paths.isEmpty()) {
            return OrderSorting.sort(List.of(OrderFile.bundled()));
        }
        List<OrderFile> files = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            files.add(OrderFile.read(path));
            try {
                if (!seen.add(path.toRealPath())) {
                    throw new InputException(path + ": is given twice");
                }
            } catch (IOException e) {
                throw new InputException(path + ": cannot be read (" + e + ")");
            }
        }
        return OrderSorting.sort(files);
    }

    /**
     * What an article is called.
     *
     * @param sku the stock code
     * @return its name; empty where no file has one
     */
    public String name(String sku) {
        return names.getOrDefault(sku, "");
    }
}
