package io.inventory4j.examples.replay.orders;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Order files made for tests. */
public final class SampleOrders {
    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    private SampleOrders() {}

    public static String text(String... rows) {
        return HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    static OrderFile file(String... rows) throws IOException, InputException {
        return named("day.csv", rows);
    }

    static OrderFile named(String name, String... rows) throws IOException, InputException {
        return OrderFile.read(
                name,
                new ByteArrayInputStream(text(rows).getBytes(StandardCharsets.UTF_8)),
                new Intake(null, Goods.standard()));
    }

    /**
     * A crowded day: many buyers want few articles, some bring them back, and the warehouse corrects its books.
     *
     * @param seed the same seed gives the same day
     */
    public static String[] crowdedDay(long seed, int orders) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            String time = String.format("2011-11-24 %02d:%02d:00", 8 + i * 9 / orders, i * 540 / orders % 60);
            String buyer = i % 7 == 0 ? "" : (15_000 + random.nextInt(orders)) + ".0";
            int first = random.nextInt(20);
            int lines = 1 + random.nextInt(6);
            for (int line = 0; line < lines; line++) {
                rows.add((577_000 + i) + "," + (20_000 + first + line) + ",ARTICLE," + (1 + random.nextInt(30)) + ","
                        + time + ",1.25," + buyer + ",United Kingdom");
            }
            if (i % 10 == 9) {
                rows.add("C" + (577_000 + i) + "," + (20_000 + first) + ",ARTICLE,-" + (1 + random.nextInt(10)) + ","
                        + time + ",1.25," + buyer + ",United Kingdom");
            }
            if (i % 25 == 24) {
                int units = random.nextInt(2) == 0 ? 40 : -15;
                rows.add((578_000 + i) + "," + (20_000 + first) + ",check," + units + "," + time
                        + ",0.0,,United Kingdom");
            }
        }
        return rows.toArray(String[]::new);
    }
}
