package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.Step.Action;
import io.inventory4j.examples.replay.Step.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crash protocol of the order table, at each of its places. */
class OrderTableTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("new/sale.orders");
    }

    private static boolean all(Step step) {
        return true;
    }

    private static Step killed(Step step) {
        throw new IllegalStateException("killed in " + step);
    }

    private static Step step(String order, int number, Action action, long units) {
        return Step.asked(order, number, action, "", Map.of("20001", units));
    }

    private static Step done(OrderTable table, String order, int number, Action action, long units) {
        return table.take(step(order, number, action, units), Step::done);
    }

    private static void killedIn(OrderTable table, Step step) {
        assertThrows(IllegalStateException.class, () -> table.take(step, OrderTableTest::killed));
    }

    private OrderTable begun() throws StoreException {
        OrderTable table = new OrderTable(file);
        table.begin();
        return table;
    }

    @Test
    void aRestartFindsWhatWasAnsweredAndWhatIsInDoubt() throws StoreException {
        Map<String, Long> lines = new LinkedHashMap<>();
        List.of("20009", "20001", "20005").forEach(sku -> lines.put(sku, 3L));
        Step refused;
        try (OrderTable table = begun()) {
            Step asked = Step.asked("1", 1, Action.RESERVE, "", lines);
            refused = table.take(asked, step -> step.refused("sold out", Map.of("20009", 1L)));
            killedIn(table, step("1", 2, Action.RESERVE, 1));
            killedIn(table, step("2", 1, Action.RESERVE, 5));
        }
        try (OrderTable table = new OrderTable(file)) {
            assertEquals(0, table.goOn(OrderTableTest::all, UnaryOperator.identity()));
            assertEquals(List.of(refused, step("1", 2, Action.RESERVE, 1)), table.steps("1"));
            assertEquals(
                    new ArrayList<>(lines.keySet()),
                    new ArrayList<>(table.steps("1").get(0).units().keySet()),
                    "the lines of a cart keep their order");
            assertTrue(table.steps("2").get(0).inDoubt());
            assertEquals(List.of(), table.steps("3"));
        }
    }

    @Test
    void aStepInDoubtIsAskedAgainAsItWasAndAnAnsweredOneIsNot() throws StoreException {
        try (OrderTable table = begun()) {
            killedIn(table, Step.move("missing/1", 1, Action.WRITE_OFF, Map.of("20001", 9L)));
            done(table, "found/1", 1, Action.RECEIVE, 4);
        }
        try (OrderTable table = new OrderTable(file)) {
            table.goOn(OrderTableTest::all, UnaryOperator.identity());
            Step other = Step.move("missing/1", 1, Action.WRITE_OFF, Map.of("20001", 7L));
            assertEquals(9, table.once(other, Step::done).total());
            Step found =
                    table.once(Step.move("found/1", 1, Action.RECEIVE, Map.of("20001", 8L)), OrderTableTest::killed);
            assertEquals(4, found.total());
            assertEquals(Result.DONE, found.result());
        }
    }

    @Test
    void aLineThatWasBeingWrittenIsCutOff() throws StoreException, IOException {
        try (OrderTable table = begun()) {
            done(table, "1", 1, Action.RESERVE, 5);
            killedIn(table, step("1", 2, Action.PAY, 5));
        }
        String whole = Files.readString(file);
        String torn = whole.substring(whole.lastIndexOf('{'));
        for (int length = 1; length < torn.length(); length++) {
            Files.writeString(file, whole + torn.substring(0, length));
            try (OrderTable table = new OrderTable(file)) {
                table.goOn(OrderTableTest::all, UnaryOperator.identity());
                done(table, "1", 2, Action.PAY, 5);
            }
            try (OrderTable table = new OrderTable(file)) {
                table.goOn(OrderTableTest::all, UnaryOperator.identity());
                assertEquals(
                        List.of(Result.DONE, Result.DONE),
                        table.steps("1").stream().map(Step::result).toList());
            }
        }
        byte[] half = "é".getBytes(StandardCharsets.UTF_8);
        Files.write(file, new byte[] {half[0]}, StandardOpenOption.APPEND);
        try (OrderTable table = new OrderTable(file)) {
            table.goOn(OrderTableTest::all, UnaryOperator.identity());
            assertEquals(2, table.steps("1").size());
        }
    }

    @Test
    void whatTheStoreHasLostIsTakenAgainWithAllThatFollowsInItsOrder() throws StoreException {
        try (OrderTable table = begun()) {
            for (String order : List.of("1", "2")) {
                done(table, order, 1, Action.RESERVE, 5);
                done(table, order, 2, Action.PAY, 5);
                done(table, order, 3, Action.SHIP, 5);
            }
        }
        Predicate<Step> kept =
                step -> !(step.subject().equals("2") && step.action() == Action.PAY && step.total() == 5);
        try (OrderTable table = new OrderTable(file)) {
            assertEquals(2, table.goOn(kept, UnaryOperator.identity()));
            assertEquals(3, table.steps("1").size());
            assertEquals(1, table.steps("2").size());
            assertEquals(2, table.held());
            done(table, "2", 2, Action.GIVE_UP, 5);
        }
        try (OrderTable table = new OrderTable(file)) {
            assertEquals(0, table.goOn(kept, UnaryOperator.identity()));
            assertEquals(
                    List.of(Action.RESERVE, Action.GIVE_UP),
                    table.steps("2").stream().map(Step::action).toList(),
                    "the new line replaces those of its number and after");
        }
    }

    @Test
    void whatACopyLacksIsNamedByOrderAndStep() throws StoreException {
        try (OrderTable table = begun()) {
            done(table, "opening/1", 1, Action.RECEIVE, 20);
            done(table, "1", 1, Action.RESERVE, 5);
            done(table, "2", 1, Action.RESERVE, 3);
            done(table, "1", 2, Action.PAY, 5);
            killedIn(table, step("2", 2, Action.PAY, 3));
            done(table, "found/1", 1, Action.RECEIVE, 2);
            assertEquals(
                    List.of("order 1: PAY", "order 2: RESERVE", "move found/1: RECEIVE"),
                    table.missing(step -> step.inDoubt()
                            || step.total() == 20
                            || (step.action() == Action.RESERVE
                                    && step.subject().equals("1"))));
            assertEquals(List.of(), table.missing(OrderTableTest::all));
        }
    }

    @Test
    void aNewSalePutsTheOrdersOfALostOneAside() throws StoreException, IOException {
        try (OrderTable table = begun()) {
            done(table, "1", 1, Action.RESERVE, 5);
        }
        String before = Files.readString(file);
        try (OrderTable table = begun()) {
            assertEquals(List.of(), table.steps("1"));
        }
        assertEquals("", Files.readString(file));
        assertEquals(before, Files.readString(file.resolveSibling("sale.orders.old")));
    }

    @Test
    void ordersThatCannotBeUsedAreOneLine() throws StoreException, IOException {
        assertUnusable("the orders of this sale are missing: it goes on only with the file " + file);
        try (OrderTable table = begun()) {
            assertUnusable("another sale of this process sells by the orders " + file
                    + ", and has locked them; wait until it has ended, or name another store");
            done(table, "1", 1, Action.RESERVE, 5);
        }
        Files.writeString(file, "no step\n", StandardOpenOption.APPEND);
        long size = Files.size(file);
        assertUnusable("the orders " + file + " cannot be read: row 3: 'no step' is no step of an order");
        assertEquals(size, Files.size(file), "it is left as it is");
    }

    private void assertUnusable(String message) {
        try (OrderTable table = new OrderTable(file)) {
            String said = String.valueOf(
                    assertThrows(StoreException.class, () -> table.goOn(OrderTableTest::all, UnaryOperator.identity()))
                            .getMessage());
            assertTrue(said.contains(message), said);
            assertFalse(said.contains("\n"), said);
        }
    }

    /** As a copy that was interrupted, or a disk that has lost a block, leaves it. */
    @Test
    void aFileThatIsTornInTheMiddleNamesTheRow() throws StoreException, IOException {
        try (OrderTable table = begun()) {
            for (int order = 1; order <= 9; order++) {
                done(table, "" + order, 1, Action.RESERVE, 5);
            }
        }
        String whole = Files.readString(file);
        int row = 1;
        for (int at = 0; at < whole.length(); at = whole.indexOf('\n', at) + 1) {
            int end = whole.indexOf('\n', at);
            for (String torn : List.of("", whole.substring(at, end - 1), "\0".repeat(end - at), "{}", "[1]", "null")) {
                Files.writeString(file, whole.substring(0, at) + torn + whole.substring(end));
                assertUnusable("the orders " + file + " cannot be read: row " + row + ": '");
            }
            row++;
        }
    }

    /** Bytes that are no text would be read as others, and all places after them would be wrong. */
    @Test
    void aByteThatIsNoTextNamesTheRowAndNothingIsCutOff() throws StoreException, IOException {
        try (OrderTable table = begun()) {
            for (int order = 1; order <= 9; order++) {
                table.take(step("" + order, 1, Action.RESERVE, 5), step -> step.refused("sold out", Map.of()));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[Files.readString(file).indexOf("sold out")] = (byte) 0xFF;
        Files.write(file, bytes);
        assertUnusable("the orders " + file + " cannot be read: row 2: '");
        assertEquals(bytes.length, Files.size(file));
    }

    @Test
    void aStepInDoubtThatTheStoreKnowsIsAnsweredByItAndTheAnswerIsKept() throws StoreException {
        try (OrderTable table = begun()) {
            done(table, "1", 1, Action.RESERVE, 5);
            killedIn(table, step("1", 2, Action.PAY_LATE, 5));
            killedIn(table, step("2", 1, Action.RESERVE, 5));
        }
        try (OrderTable table = new OrderTable(file)) {
            table.goOn(
                    OrderTableTest::all,
                    step -> step.action() == Action.PAY_LATE ? step.with(Result.REACQUIRED, "") : step);
            assertEquals(Result.REACQUIRED, table.steps("1").get(1).result());
            assertTrue(table.steps("2").get(0).inDoubt());
            done(table, "1", 3, Action.CANCEL, 5);
        }
        try (OrderTable table = new OrderTable(file)) {
            table.goOn(OrderTableTest::all, UnaryOperator.identity());
            assertEquals(
                    List.of(Result.DONE, Result.REACQUIRED, Result.DONE),
                    table.steps("1").stream().map(Step::result).toList());
        }
    }

    @Test
    void aSaleThatEndsWithItsProcessKeepsNoFile() throws StoreException {
        try (OrderTable table = new OrderTable(null)) {
            table.begin();
            assertEquals(Result.DONE, done(table, "1", 1, Action.RESERVE, 5).result());
            assertEquals(List.of(), table.missing(step -> false));
        }
    }
}
