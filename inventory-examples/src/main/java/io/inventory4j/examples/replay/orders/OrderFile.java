package io.inventory4j.examples.replay.orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order file, read whole.
 *
 * @param name the file as the user named it
 * @param utf8 whether it is UTF-8, and yet was read in another charset, as the user named that
 * @param unused titles of columns that are not used
 * @param orders the rows that can be used, in file order
 * @param bad the rows that cannot
 */
record OrderFile(String name, boolean utf8, List<String> unused, List<OrderRow> orders, List<BadRow> bad) {
    static final String BUNDLED = "orders-2011-11-24.csv";

    static OrderFile bundled(Intake intake) throws InputException {
        try (InputStream in = OrderFile.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new InputException(BUNDLED + ": not on the class path");
            }
            return read(BUNDLED, in, intake);
        } catch (IOException e) {
            throw unreadable(BUNDLED, e);
        }
    }

    static OrderFile read(Path path, Intake intake) throws InputException {
        String name = name(path);
        try {
            if (Files.isDirectory(path)) {
                throw new InputException(name + ": is a directory, where an order file was expected");
            }
            if (Files.notExists(path)) {
                throw new InputException(name + ": no such file");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return read(name, in, intake);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The file as the user named it. */
    static String name(Path path) {
        String name = Shown.printable(path.toString());
        return name.isEmpty() ? "''" : name;
    }

    static OrderFile read(String name, InputStream bytes, Intake intake) throws IOException, InputException {
        OrderText text = OrderText.of(name, bytes, intake);
        RowReader rows = new RowReader(new LineReader(name, new BufferedReader(text.characters())));
        RowReader.Raw first = rows.next(Column.values().length);
        if (first == null) {
            throw new InputException(name + ": is empty, where a header and order rows were expected");
        }
        refuseOtherCharset(new Place(name, 1), null, first, text.charset());
        Header header = Header.of(name, first);
        List<OrderRow> orders = new ArrayList<>();
        List<BadRow> bad = new ArrayList<>();
        for (RowReader.Raw raw = rows.next(header.width()); raw != null; raw = rows.next(header.width())) {
            Place place = new Place(name, raw.number());
            intake.row(place);
            refuseOtherCharset(place, header, raw, text.charset());
            Row row = raw.damage() != null
                    ? new BadRow(place, "", raw.damage())
                    : OrderRow.parse(place, header, raw.fields(), intake);
            if (row instanceof OrderRow order) {
                orders.add(order);
            } else if (row instanceof BadRow damaged) {
                intake.bad(damaged);
                bad.add(damaged);
            }
        }
        return new OrderFile(name, text.isUtf8ReadOtherwise(), header.unused(), orders, bad);
    }

    /** One such row means that the file is in another charset, and that all its other names may be garbled too. */
    private static void refuseOtherCharset(Place place, @Nullable Header header, RowReader.Raw raw, Charset charset)
            throws InputException {
        if (raw.text().indexOf(OrderText.UNREADABLE) < 0) {
            return;
        }
        String where = "";
        String value = raw.text();
        for (int i = 0; i < raw.fields().size(); i++) {
            String field = raw.fields().get(i);
            if (where.isEmpty() && field.indexOf(OrderText.UNREADABLE) >= 0) {
                String title = header == null ? "" : header.title(i);
                where = ", column " + (title.isEmpty() ? String.valueOf(i + 1) : title);
                value = field;
            }
        }
        throw new InputException(place + where + ": " + Shown.quoted(value) + " is not " + charset.name()
                + " text; name the charset of the file, such as --charset GBK or --charset windows-1252");
    }

    static InputException unreadable(String name, IOException e) {
        if (e instanceof OrderText.TooLarge) {
            return new InputException(name + ": " + e.getMessage());
        }
        return new InputException(name + ": cannot be read: " + Shown.reason(e));
    }
}
