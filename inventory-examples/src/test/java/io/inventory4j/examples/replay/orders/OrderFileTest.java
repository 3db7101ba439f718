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
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Intake intake() {
        return new Intake(null, Goods.standard());
    }

    private static OrderFile read(byte[] bytes) throws IOException, InputException {
        return OrderFile.read("day.csv", new ByteArrayInputStream(bytes), intake());
    }

    private static String refusal(byte[] bytes) {
        return String.valueOf(
                assertThrows(InputException.class, () -> read(bytes)).getMessage());
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
        assertEquals(new Place("day.csv", 2), row.place());
    }

    @Test
    void blanksOfEveryKindAroundAValueDoNotCount() throws Exception {
        String blanks = "\u00a0\u3000\u200b\u2060\ufeff\u2009 ";
        String row = "577616,21902,RED  MUG,24,2011-11-21 10:22:00,0.65,13823,United Kingdom";
        OrderFile file = read(HEADER + blanks + row.replace(",", blanks + "," + blanks) + blanks + "\n");
        assertEquals(List.of(), file.bad());
        assertEquals(
                read(HEADER + row + "\n").orders().get(0).content(),
                file.orders().get(0).content());
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
            ,21902,KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK             | InvoiceNo   | is empty, where an invoice number was expected
            577616, ,KEY,24,2011-11-21 10:22:00,0.65,13823.0,UK           | StockCode   | is empty, where a stock code was expected
            577616,21902,KEY,x12,2011-11-21 10:22:00,0.65,13823.0,UK      | Quantity    | 'x12' is not a whole number like 12
            577616,21902,KEY,1.5,2011-11-21 10:22:00,0.65,13823.0,UK      | Quantity    | '1.5' is not a whole number like 12
            577616,21902,KEY,,2011-11-21 10:22:00,0.65,13823.0,UK         | Quantity    | is empty, where a whole number like 12 was expected
            577616,21902,KEY,0,2011-11-21 10:22:00,0.65,13823.0,UK        | Quantity    | is 0, where units were expected: above 0, or below where they come back
            577616,21902,KEY,1000001,2011-11-21 10:22:00,0.65,13823.0,UK  | Quantity    | 1000001 is beyond 1000000 units, the most that a row may have
            577616,21902,KEY,24,2011-02-30 10:22:00,0.65,13823.0,UK       | InvoiceDate | '2011-02-30 10:22:00' is not a date like 2011-11-24 08:28:00
            577616,21902,KEY,24,,0.65,13823.0,UK                          | InvoiceDate | is empty, where a date like 2011-11-24 08:28:00 was expected
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
                List.of(new BadRow("day.csv", 3, "", "is empty, where an order row was expected")),
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
        for (String odd : List.of("\uFFFD", "\uE000", "\u0001")) {
            assertEquals(
                    "StockCode",
                    read(HEADER + GOOD.replace("21902", "21" + odd + "902"))
                            .bad()
                            .get(0)
                            .column());
        }
    }

    private static final String EXPECTED = "; expected are InvoiceNo, StockCode, Description, Quantity, InvoiceDate,"
            + " UnitPrice, CustomerID, Country";

    @Test
    void aFileWithAnotherHeaderIsRefused() {
        assertEquals(
                "day.csv, row 1: 'InvoiceNo,StockCode,Name,Quant…' has no column Description" + EXPECTED,
                refusal(HEADER.replace("Description", "Name") + GOOD));
        assertEquals(
                "day.csv, row 1: 'InvoiceNo,StockCode,Descriptio…' has no column Country" + EXPECTED,
                refusal(HEADER.replace(",Country", "") + GOOD));
        assertEquals(
                "day.csv, row 1, column 9: 'quantity' is the title of column 4 too, and each was expected once",
                refusal(HEADER.replace("Country", "Country,quantity") + GOOD));
        assertEquals("day.csv: is empty, where a header and order rows were expected", refusal(""));
        assertEquals("day.csv: is empty, where a header and order rows were expected", refusal("\uFEFF"));
        assertEquals(
                "day.csv, row 1: '\"Invoice' is no header: a quote is not closed, or text follows a closed one"
                        + EXPECTED,
                refusal("\"Invoice"));
        assertEquals(
                "day.csv, row 1: '' is no header: is empty, where an order row was expected" + EXPECTED,
                refusal("\n" + HEADER + GOOD));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ;   | '; its fields are separated by '';'', where a comma was expected'
            TAB | ; its fields are separated by a tab, where a comma was expected
            """)
    void aFileWithOtherSeparatorsIsNamed(String separator, String message) {
        String text = HEADER.replace(",", separator.equals("TAB") ? "\t" : separator);
        assertTrue(refusal(text).contains(message + EXPECTED), () -> refusal(text));
    }

    @Test
    void titlesAreKnownInAnyCaseAndOrderAndWithOddBlanks() throws Exception {
        OrderFile file = read("\uFEFFcountry, Customer\u00a0ID ,UNIT_PRICE,invoice-date,quantity,Description,"
                + "\u200bStock Code,invoice no,Remark,\n"
                + "UK,17.0,0.65,2011-11-21 10:22:00,24,KEY,21902,577616,by hand,\n");
        assertEquals(List.of(), file.bad());
        assertEquals(List.of("'Remark'", "''"), file.unused());
        OrderRow row = file.orders().get(0);
        assertEquals(
                List.of("577616", "21902", "KEY", "17"), List.of(row.invoice(), row.sku(), row.name(), row.customer()));
        assertEquals(24, row.quantity());
        assertEquals(
                1,
                read(HEADER.replace("InvoiceNo", "Invoice").replace("UnitPrice", "Price") + GOOD)
                        .orders()
                        .size(),
                "the titles of the second edition");
    }

    @Test
    void blanksThatNobodySeesAreNoPartOfACodeOrNumber() throws Exception {
        OrderFile file = read(HEADER + "\u00a0577616\u200b,\uFEFF21902 ,KEY\u00a0FOB\u3000,\u202f24\u2060,"
                + "2011-11-21\u00a010:22:00,\u00a00.65,\u200e13823.0,UK\n" + GOOD);
        assertEquals(List.of(), file.bad());
        OrderRow odd = file.orders().get(0);
        OrderRow plain = file.orders().get(1);
        assertEquals(
                List.of(plain.invoice(), plain.sku(), plain.customer(), plain.at(), plain.price()),
                List.of(odd.invoice(), odd.sku(), odd.customer(), odd.at(), odd.price()));
        assertEquals("KEY\u00a0FOB", odd.name());
        assertEquals(Column.CUSTOMER_ID, odd.odd());
        assertEquals(
                "'1 000' is not a whole number like 12",
                read(HEADER + GOOD.replace(",24,", ",1\u00a0000,")).bad().get(0).reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Quantity    | 24                  | 2147483648           | is beyond 1000000 units, the most that a row may have
            Quantity    | 24                  | 99999999999999999999 | is not a whole number like 12
            Quantity    | 24                  | -1000001             | is beyond 1000000 units, the most that a row may have
            Quantity    | 24                  | 1e3                  | is not a whole number like 12
            Quantity    | 24                  | 0x10                 | is not a whole number like 12
            Quantity    | 24                  | ２４                  | is not a whole number like 12
            Quantity    | 24                  | NaN                  | is not a whole number like 12
            UnitPrice   | 0.65                | 1E999999999          | is not a price like 2.55
            UnitPrice   | 0.65                | -1E999999999         | is not a price like 2.55
            UnitPrice   | 0.65                | 1E-999999999         | is not a price like 2.55
            UnitPrice   | 0.65                | £2.55                | is not a price like 2.55
            UnitPrice   | 0.65                | ''                   | is empty, where a price like 2.55 was expected
            UnitPrice   | 0.65                | -0.01                | is below 0
            InvoiceDate | 2011-11-21 10:22:00 | +999999999-01-01 00:00:00 | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 999999999-01-01 00:00:00 | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | -2011-11-21 10:22:00 | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 9999-12-31 23:59:59  | is not in the years 1970 to 2999
            InvoiceDate | 2011-11-21 10:22:00 | 1969-12-31 23:59:59  | is not in the years 1970 to 2999
            InvoiceDate | 2011-11-21 10:22:00 | 11/21/2011 10:22     | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 21.11.2011 10:22:00  | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 2011-11-21           | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 2011-11-21 24:00:00  | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 2011-11-21 23:59:60  | is not a date like 2011-11-24 08:28:00
            InvoiceDate | 2011-11-21 10:22:00 | 2011-11-21T10:22:00Z | is not a date like 2011-11-24 08:28:00 without a time zone
            InvoiceDate | 2011-11-21 10:22:00 | 2011-11-21 10:22:00+08:00 | is not a date like 2011-11-24 08:28:00 without a time zone
            """)
    void aValueThatIsNoneIsNamedAndShortened(String column, String good, String value, String reason) throws Exception {
        BadRow bad = read(HEADER + GOOD.replace("," + good + ",", "," + value + ","))
                .bad()
                .get(0);
        assertEquals(column, bad.column());
        assertTrue(bad.reason().endsWith(reason), bad::reason);
        assertTrue(bad.reason().length() < 120, bad::reason);
    }

    @Test
    void aDateMayBeWrittenAsIsoDoesAndWithoutSeconds() throws Exception {
        for (String date : List.of("2011-11-21T10:22:00", "2011-11-21 10:22", "2011-11-21 10:22:00.000000")) {
            assertEquals(
                    Instant.parse("2011-11-21T10:22:00Z"),
                    read(HEADER + GOOD.replace("2011-11-21 10:22:00", date))
                            .orders()
                            .get(0)
                            .at());
        }
        assertEquals(
                Instant.parse("2011-11-21T10:22:00.123Z"),
                read(HEADER + GOOD.replace("10:22:00", "10:22:00.123987"))
                        .orders()
                        .get(0)
                        .at(),
                "to the millisecond, which every store keeps");
    }

    @Test
    void aNameIsOneLineThatFitsWhereverItIsUsed() throws Exception {
        OrderFile file =
                read(HEADER + GOOD.replace("KEY FOB , FRONT  DOOR ", "KEY\nFOB\t\u202ERED" + "😀".repeat(300)));
        assertEquals(List.of(), file.bad());
        String name = file.orders().get(0).name();
        assertTrue(name.startsWith("KEY FOB ?RED😀"), name);
        assertEquals(200, name.codePointCount(0, name.length()));
    }

    @Test
    void aCancellationInLowerCaseIsOne() throws Exception {
        OrderRow row = read(HEADER + GOOD.replace("577616", "c577616").replace(",24,", ",-24,"))
                .orders()
                .get(0);
        assertEquals("C577616", row.invoice());
        assertTrue(row.cancels());
    }

    @Test
    void aHeaderCannotSendCommandsToTheTerminal() {
        assertTrue(refusal("\u001b[2J,x\n").startsWith("day.csv, row 1: '?[2J,x' has no column InvoiceNo, "));
    }

    @Test
    void aFileThatIsNotThereOrADirectoryIsRefused() throws IOException {
        Path missing = directory.resolve("none.csv");
        assertEquals(
                missing + ": no such file",
                assertThrows(InputException.class, () -> OrderFile.read(missing, intake()))
                        .getMessage());
        assertEquals(
                directory + ": is a directory, where an order file was expected",
                assertThrows(InputException.class, () -> OrderFile.read(directory, intake()))
                        .getMessage());
        Path empty = Files.createFile(directory.resolve("empty.csv"));
        assertEquals(
                empty + ": is empty, where a header and order rows were expected",
                assertThrows(InputException.class, () -> OrderFile.read(empty, intake()))
                        .getMessage());
    }

    @Test
    void theBundledDayHasNoBadRow() throws Exception {
        OrderFile day = OrderFile.bundled(intake());
        assertEquals(3_766, day.orders().size());
        assertEquals(List.of(), day.bad());
    }
}
