package io.inventory4j.examples.replay.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderFileTest {
    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String GOOD =
            "577616,21902,\"KEY FOB , FRONT  DOOR \",24,2011-11-21 10:22:00,0.65,13823.0,United Kingdom\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static OrderFile read(String text) throws IOException, InputException {
        return OrderFile.read("day.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refusal(byte[] bytes) {
        return String.valueOf(
                assertThrows(InputException.class, () -> OrderFile.read("day.csv", new ByteArrayInputStream(bytes)))
                        .getMessage());
    }

    private static String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aGoodRowIsReadWithItsQuotesAndBlanks() throws Exception {
        OrderFile file = read(HEADER + GOOD);
        assertEquals(List.of(), file.bad());
        OrderRow row = file.orders().get(0);
        assertEquals("577616", row.invoice());
        assertEquals("21902", row.sku());
        assertEquals("KEY FOB , FRONT  DOOR", row.name());
        assertTrue(row.trimmed());
        assertEquals(24, row.quantity());
        assertEquals(Instant.parse("2011-11-21T10:22:00Z"), row.at());
        assertEquals("13823", row.customer());
        assertEquals(2, row.row());
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreNoDamage() throws Exception {
        OrderFile file = read(("\uFEFF" + HEADER + GOOD).replace("\n", "\r\n"));
        assertEquals(1, file.orders().size());
        assertEquals(List.of(), file.bad());
    }

    @Test
    void doubledQuotesAreOneQuote() throws Exception {
        OrderFile file = read(HEADER + GOOD.replace("KEY FOB , FRONT  DOOR ", "FLOWER \"\"LEIS\"\""));
        assertEquals("FLOWER \"LEIS\"", file.orders().get(0).name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            577616,21902,KEY,24,2011-11-21 10:22:00,0.65,13823.0          | ``          | 7 fields where 8 were expected
            577616,21902,KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK,more  | ``          | 9 fields where 8 were expected
            577616,21902,"KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK      | ``          | a quote is not closed, or text follows a closed one
            577616,21902,"KEY"X,24,2011-11-21 10:22:00,0.65,13823.0,UK    | ``          | a quote is not closed, or text follows a closed one
            ,21902,KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK             | InvoiceNo   | is empty
            577616, ,KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK           | StockCode   | is empty
            577616,21902,KEY,x12,2011-11-21 10:22:00,0.65,13823.0,UK      | Quantity    | 'x12' is not a whole number
            577616,21902,KEY,1.5,2011-11-21 10:22:00,0.65,13823.0,UK      | Quantity    | '1.5' is not a whole number
            577616,21902,KEY,,2011-11-21 10:22:00,0.65,13823.0,UK         | Quantity    | is empty
            577616,21902,KEY,0,2011-11-21 10:22:00,0.65,13823.0,UK        | Quantity    | is 0
            577616,21902,KEY,1000001,2011-11-21 10:22:00,0.65,13823.0,UK  | Quantity    | 1000001 is beyond 1000000 units
            577616,21902,KEY,24,2011-02-30 10:22:00,0.65,13823.0,UK       | InvoiceDate | '2011-02-30 10:22:00' is not a date like 2011-11-24 08:28:00
            577616,21902,KEY,24,,0.65,13823.0,UK                          | InvoiceDate | is empty
            577616,21902,KEY,24,2011-11-21 10:22:00,free,13823.0,UK       | UnitPrice   | 'free' is not a price like 2.55
            577616,21902,KEY,24,2011-11-21 10:22:00,-0.65,13823.0,UK      | UnitPrice   | -0.65 is below 0
            C577616,21902,KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK      | Quantity    | invoice C577616 takes back, but 24 is above 0
            577616,21902,KEY,-24,2011-11-21 10:22:00,0.65,13823.0,UK      | Quantity    | -24 is below 0, but the invoice takes nothing back and is no stock correction
            """)
    void aBadRowIsNamedWithFileRowColumnAndReason(String row, String column, String reason) throws Exception {
        OrderFile file = read(HEADER + GOOD + row.strip() + "\n" + GOOD);
        assertEquals(2, file.orders().size(), "the rows around it are read");
        assertEquals(List.of(new BadRow("day.csv", 3, column, reason)), file.bad());
        String place = column.isEmpty() ? "day.csv, row 3" : "day.csv, row 3, column " + column;
        assertEquals(place + ": " + reason, file.bad().get(0).toString());
    }

    @Test
    void anEmptyRowIsBadAndNotDropped() throws Exception {
        assertEquals(
                List.of(new BadRow("day.csv", 3, "", "is empty")),
                read(HEADER + GOOD + "\n" + GOOD).bad());
    }

    @Test
    void aTruncatedLastRowIsBad() throws Exception {
        OrderFile file = read(HEADER + GOOD + GOOD.substring(0, 20));
        assertEquals(1, file.orders().size());
        assertEquals(3, file.bad().get(0).row());
    }

    @Test
    void aCodeThatIsNoTextOrTooLongIsBad() throws Exception {
        String longCode = "9".repeat(41);
        assertEquals(
                "StockCode",
                read(HEADER + GOOD.replace("21902", longCode)).bad().get(0).column());
        assertEquals(
                "StockCode",
                read(HEADER + GOOD.replace("21902", "21\u0007902")).bad().get(0).column());
        byte[] latin = (HEADER + GOOD.replace("577616", "57\u00a37616")).getBytes(StandardCharsets.ISO_8859_1);
        BadRow bad =
                OrderFile.read("day.csv", new ByteArrayInputStream(latin)).bad().get(0);
        assertEquals("InvoiceNo", bad.column());
        assertTrue(bad.reason().endsWith("is not UTF-8 text"), bad::reason);
    }

    @Test
    void aFileThatIsBinaryIsRefused() {
        assertEquals(
                "day.csv, row 1, column 5: is not a CSV file (a zero byte, so it is binary)",
                refusal(new byte[] {'P', 'K', 3, 4, 0, 0}));
    }

    @Test
    void aFileWithAnotherHeaderIsRefused() {
        assertEquals(
                "day.csv, row 1, column 3: 'Name' where the header Description was expected",
                refusal(HEADER.replace("Description", "Name") + GOOD));
        assertEquals(
                "day.csv, row 1, column 8: '' where the header Country was expected",
                refusal(HEADER.replace(",Country", "") + GOOD));
        assertEquals(
                "day.csv, row 1, column 9: 'Extra' is one header too many",
                refusal(HEADER.replace("Country", "Country,Extra") + GOOD));
        assertEquals("day.csv: is empty, not even a header", refusal(""));
        assertEquals("day.csv, row 1: the header is not CSV: '\"Invoice'", refusal("\"Invoice"));
    }

    @Test
    void aHeaderCannotSendCommandsToTheTerminal() {
        assertEquals(
                "day.csv, row 1, column 1: '?[2J' where the header InvoiceNo was expected", refusal("\u001b[2J,x\n"));
    }

    @Test
    void aFileThatIsNotThereOrADirectoryIsRefused() throws IOException {
        Path missing = directory.resolve("none.csv");
        assertEquals(
                missing + ": no such file",
                assertThrows(InputException.class, () -> OrderFile.read(missing))
                        .getMessage());
        assertEquals(
                directory + ": is a directory, not an order file",
                assertThrows(InputException.class, () -> OrderFile.read(directory))
                        .getMessage());
        Path empty = Files.createFile(directory.resolve("empty.csv"));
        assertEquals(
                empty + ": is empty, not even a header",
                assertThrows(InputException.class, () -> OrderFile.read(empty)).getMessage());
    }

    @Test
    void theBundledDayHasNoBadRow() throws Exception {
        OrderFile day = OrderFile.bundled();
        assertEquals(3_766, day.orders().size());
        assertEquals(List.of(), day.bad());
    }
}
