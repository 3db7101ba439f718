package io.inventory4j.examples.replay.orders;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all files together say, sorted into what the sale can replay.
 *
 * @param events what happens, in file order
 * @param orders how many invoices buy
 * @param carts how many carts they make
 * @param names what each article is called, by stock code
 * @param prices what a unit of each article costs in its first order, by stock code
 * @param demand units asked for of each article, by stock code
 * @param notes what the files hold and what becomes of it, one line each
 * @param remarks the rows that were left out, or taken otherwise than they may have been meant
 * @param bad the rows that cannot be used
 */
public record OrderBook(
        List<Event> events,
        int orders,
        int carts,
        Map<String, String> names,
        Map<String, BigDecimal> prices,
        Map<String, Long> demand,
        List<Note> notes,
        List<Remark> remarks,
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
     * @param charset of files without a byte order mark; null for UTF-8
     * @param goods which stock codes are goods
     * @return what they say together
     * @throws InputException if a file cannot be used, or nothing in them buys anything
     */
    public static OrderBook read(List<Path> paths, @Nullable Charset charset, Goods goods) throws InputException {
        Intake intake = new Intake(charset, goods);
        List<OrderFile> files = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            if (!seen.add(real(path))) {
                throw new InputException(OrderFile.name(path) + ": is given twice");
            }
            files.add(OrderFile.read(path, intake));
        }
        if (paths.isEmpty()) {
            files.add(OrderFile.bundled(new Intake(null, goods)));
        }
        return OrderSorting.sort(files);
    }

    /** Pipes have no path of their own; whether a file is there is found out when it is read. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * The same files for a message.
     *
     * @param paths the files
     * @return their names, with commas between them
     */
    public static String names(List<Path> paths) {
        return String.join(", ", paths.stream().map(OrderFile::name).toList());
    }

    /**
     * Makes sure that there is something to replay.
     *
     * @throws InputException if no row buys anything; it says what there is instead
     */
    public void checkNotEmpty() throws InputException {
        if (orders > 0) {
            return;
        }
        String instead = notes.subList(0, Math.max(0, notes.size() - 1)).stream()
                .filter(note -> note.rows() > 0 && !note.fate().isEmpty())
                .map(note -> "; " + note.rows() + " " + note.what() + " (" + note.fate() + ")")
                .collect(Collectors.joining());
        throw new InputException("no order is left to replay (bad rows: " + bad.size() + ")" + instead);
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
