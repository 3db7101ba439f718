package io.inventory4j.examples.replay.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In what an order file may be written, and how large it may be. */
class OrderTextTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final String MUGS = SampleOrders.text(
            "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK", "2,20002,红色马克杯,3,2011-11-24 09:01:00,1.0,18,中国");

    private static OrderFile read(byte[] bytes, @Nullable Charset charset) throws IOException, InputException {
        return OrderFile.read("day.csv", new ByteArrayInputStream(bytes), new Intake(charset, Goods.standard()));
    }

    private static String refusal(byte[] bytes, @Nullable Charset charset) {
        return String.valueOf(
                assertThrows(InputException.class, () -> read(bytes, charset)).getMessage());
    }

    private static String secondName(byte[] bytes, @Nullable Charset charset) throws IOException, InputException {
        OrderFile file = read(bytes, charset);
        assertEquals(0, file.bad().size(), () -> file.bad().toString());
        return file.orders().get(1).name();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030", "Big5", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-8"})
    void aFileIsReadInTheCharsetThatIsNamed(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String mugs =
                name.equals("Big5") ? MUGS.replace("红", "紅").replace("马", "馬").replace("国", "國") : MUGS;
        assertTrue(
                secondName(mugs.getBytes(charset), charset).endsWith("色" + (name.equals("Big5") ? "馬" : "马") + "克杯"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsBelievedBeforeAnOption(String name) throws Exception {
        byte[] marked = ("\uFEFF" + MUGS).getBytes(Charset.forName(name));
        assertEquals("红色马克杯", secondName(marked, null));
        assertEquals("红色马克杯", secondName(marked, GBK));
    }

    private static void assertOther(String place, String charset, String message) {
        assertTrue(message.startsWith("day.csv, " + place + ": '"), message);
        assertTrue(message.contains("\uFFFD"), message);
        assertTrue(
                message.endsWith("' is not " + charset
                        + " text; name the charset of the file, such as --charset GBK or --charset windows-1252"),
                message);
    }

    @Test
    void aFileInAnotherCharsetIsRefusedWithTheFirstPlaceThatShowsIt() {
        assertOther("row 3, column Description", "UTF-8", refusal(MUGS.getBytes(GBK), null));
        String latin = MUGS.replace("MUG", "CAFÉ").replace("红色马克杯", "MUG").replace("中国", "UK");
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        assertOther("row 2, column Description", "UTF-8", refusal(bytes, null));
        assertOther("row 2, column Description", "GBK", refusal(bytes, GBK));
        assertOther(
                "row 2, column InvoiceNo",
                "UTF-8",
                refusal(MUGS.replace("1,20001", "£1,20001").getBytes(StandardCharsets.ISO_8859_1), null));
    }

    @Test
    void aCharacterThatIsCutOffAtTheEndIsFound() {
        byte[] whole = MUGS.stripTrailing().getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        assertOther("row 3, column Country", "UTF-8", refusal(cut, null));
    }

    @Test
    void aHeaderInAnotherCharsetIsRefusedToo() {
        String extra =
                MUGS.replace("Country\n", "Country,备注\n").replace(",UK", ",UK,").replace(",中国", ",CN,");
        assertOther("row 1, column 9", "UTF-8", refusal(extra.getBytes(GBK), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1f8b0800000000 | day.csv: is a gzip file: unpack it first
            504b030414000600 | day.csv: is a ZIP file or an Excel workbook: save it as CSV
            d0cf11e0a1b11ae1 | day.csv: is an old Excel workbook: save it as CSV
            496e766f00       | day.csv: is not a CSV file, as its byte 5 is zero; if it is UTF-16 text, name it by --charset UTF-16LE or UTF-16BE
            """)
    void aFileOfAnotherKindIsNamed(String hex, String message) {
        assertEquals(message, refusal(HexFormat.of().parseHex(hex), null));
    }

    @Test
    void utf16WithoutItsMarkIsRefusedWithTheOptionThatReadsIt() {
        assertTrue(refusal(MUGS.getBytes(StandardCharsets.UTF_16LE), null).endsWith("--charset UTF-16LE or UTF-16BE"));
    }

    /** As large as it is asked for, and never in memory. */
    private static InputStream endless(String start, String more, long bytes) {
        byte[] head = start.getBytes(StandardCharsets.UTF_8);
        byte[] again = more.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                if (at == bytes) {
                    return -1;
                }
                int next = at < head.length
                        ? head[(int) at] & 0xFF
                        : again[(int) ((at - head.length) % again.length)] & 0xFF;
                at++;
                return next;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int read = 0;
                for (int next = read(); next >= 0; next = read < length ? read() : -1) {
                    into[from + read] = (byte) next;
                    read++;
                }
                return read == 0 ? -1 : read;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", ",", "\"\"", "\u00e9", "1,"})
    void aLineOf300MegabytesIsRefusedBeforeItIsRead(String of) {
        AtomicLong read = new AtomicLong();
        InputStream file = new FilterInputStream(endless(SampleOrders.text().strip() + "\n", of, 300L << 20)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int some = super.read(into, from, length);
                read.addAndGet(some);
                return some;
            }
        };
        String message = String.valueOf(assertThrows(
                        InputException.class, () -> OrderFile.read("day.csv", file, new Intake(null, Goods.standard())))
                .getMessage());
        assertTrue(message.startsWith("day.csv, row 2: is longer than 65536 characters, starting with '"), message);
        assertTrue(read.get() < 1 << 20, () -> read + " bytes");
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotReadTheRestIntoOneRow() throws Exception {
        String row = "1,20001,\"MUG,2,2011-11-24 09:00:00,1.0,17,UK\n";
        OrderFile file = OrderFile.read(
                "day.csv",
                endless(SampleOrders.text(row.strip()), "noise\n", 4L << 20),
                new Intake(null, Goods.standard(), 1_000_000, 1_000_000, 8L << 20));
        assertEquals(
                "a quote is not closed, or text follows a closed one",
                file.bad().get(0).reason());
        assertEquals(3, file.bad().get(1).row());
    }

    @Test
    void aFileWithoutEndIsRefused() {
        String row = "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK\n";
        InputStream file = endless(SampleOrders.text(), row, Long.MAX_VALUE);
        Intake intake = new Intake(null, Goods.standard(), 1_000_000, 1_000, 100_000);
        assertEquals(
                "day.csv: is larger than 100000 bytes, the most that an order file may have",
                OrderFile.unreadable(
                                "day.csv",
                                assertThrows(IOException.class, () -> OrderFile.read("day.csv", file, intake)))
                        .getMessage());
    }

    @Test
    void rowsAndBadRowsHaveABound() {
        String row = "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK\n";
        assertEquals(
                "day.csv, row 12: is beyond 10 rows, the most that one sale may have",
                assertThrows(
                                InputException.class,
                                () -> OrderFile.read(
                                        "day.csv",
                                        endless(SampleOrders.text(), row, Long.MAX_VALUE),
                                        new Intake(null, Goods.standard(), 10, 10, 1L << 20)))
                        .getMessage());
        assertEquals(
                "day.csv, row 7: 1 fields where 8 were expected; it is beyond 5 bad rows, so the files seem to be of"
                        + " another kind",
                assertThrows(
                                InputException.class,
                                () -> OrderFile.read(
                                        "day.csv",
                                        endless(SampleOrders.text(), "noise\n", Long.MAX_VALUE),
                                        new Intake(null, Goods.standard(), 10, 5, 1L << 20)))
                        .getMessage());
    }

    private static List<OrderBook.Note> charsetNotes(String text, Charset written, Charset named) throws Exception {
        return OrderSorting.sort(List.of(read(text.getBytes(written), named))).notes().stream()
                .filter(note -> note.what().equals("files of UTF-8 text"))
                .toList();
    }

    /** Every byte is some character of Latin-1, so nothing but the bytes themselves show that it is the wrong one. */
    @Test
    void aUtf8FileThatIsReadAsAnotherIsNamed() throws Exception {
        assertEquals(
                List.of(new OrderBook.Note(
                        1,
                        "files of UTF-8 text",
                        "read in another charset, as --charset says: names may be garbled; the first: day.csv, row 1")),
                charsetNotes(MUGS, StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1));
        assertEquals(List.of(), charsetNotes(MUGS, StandardCharsets.UTF_8, StandardCharsets.UTF_8));
        assertEquals(List.of(), charsetNotes(MUGS, GBK, GBK));
        String latin = MUGS.replace("红色马克杯", "CAFÉ").replace("中国", "UK");
        assertEquals(List.of(), charsetNotes(latin, StandardCharsets.ISO_8859_1, StandardCharsets.ISO_8859_1));
        String ascii = latin.replace("É", "E");
        assertEquals(List.of(), charsetNotes(ascii, StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1));
    }
}
