package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.jdbc.JdbcLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

@Timeout(120)
class StoreTest {
    private final StoreChoice.Reader reader = new StoreChoice.Reader();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private Run run(String store) throws IOException {
        Path day = directory.resolve("day.csv");
        Files.writeString(day, SampleOrders.text(SampleOrders.crowdedDay(1, 40)));
        return Run.of("--orders", day.toString(), "--store", store, "--threads", "4");
    }

    @ParameterizedTest
    @CsvSource({
        "memory, memory",
        "file, file:target/live-sale.db",
        "file:a b.db, file:a b.db",
        "file:/x/y, file:/x/y",
        "postgres, postgres",
        "mariadb, mariadb",
        "redis, redis",
        "redis://h:1, redis://h:1",
        "rediss://u:open@h:1/2, rediss://h:1/2",
        "jdbc:h2:mem:x, jdbc:h2:mem:x",
        "jdbc:h2:mem:x;PASSWORD=open, jdbc:h2:mem:x",
        "jdbc:postgresql://h:1/d?user=u&password=open, jdbc:postgresql://h:1/d",
        "jdbc:mariadb://u:open@h/d, jdbc:mariadb://h/d",
        "jdbc:, jdbc:"
    })
    void aStoreIsShownAsItWasChosenWithoutItsSecrets(String text, String shown) {
        assertEquals(shown, reader.convert(text).shown().replace('\\', '/'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "files", "Memory", "postgresql://u:open@h/d", "sqlite:x", " memory"})
    void whatIsNoStoreIsNotRepeated(String text) {
        String message = assertThrows(TypeConversionException.class, () -> reader.convert(text))
                .getMessage();
        assertEquals(
                "it is none of memory, file, file:PATH, postgres, mariadb, redis, jdbc:URL, redis://HOST", message);
    }

    @Test
    void aMessageLosesWhatItRepeatsOfTheUrl() {
        JdbcUrl url = new JdbcUrl("jdbc:postgresql://eve:tell@h/d?user=u&password=a%26b&sslpassword=ccc;accessKey=dd");
        assertEquals(
                "*** and ***, *** of " + url.shown() + ", *** too",
                url.withoutSecrets("tell and a&b, a%26b of " + url.text() + ", dd too"));
        assertFalse(url.toString().contains("tell"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:oracle:thin:u/geheim@h | no driver on the class path knows it
            jdbc:postgresql://127.0.0.1:1/shop?user=u&password=geheim | 127.0.0.1:1 refused
            jdbc:mariadb://127.0.0.1:1/shop?user=u&password=geheim | Connection refused
            jdbc:h2:mem:x;PASSWORD=geheim;NONSENSE=1 | Unsupported connection setting
            jdbc:h2:geheim;PASSWORD=geheim | implicitly relative
            jdbc:h2:tcp://127.0.0.1:1/x;PASSWORD=geheim | Connection refused
            redis://geheim@127.0.0.1:1 | Connection refused
            """)
    void aDatabaseThatCannotBeUsedIsOneLine(String store, String message) throws IOException {
        Run run = run(store).unusable(message);
        assertTrue(run.err().get(0).contains(" cannot be used: "), run.err().get(0));
        assertEquals(1, run.err().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb", "redis"})
    void aServerIsStartedWhereTheBuildHasOne(String kind) throws IOException {
        if (Store.findServer(kind).isPresent()) {
            run(kind).balanced();
        } else {
            run(kind)
                    .unusable("--store " + kind + " cannot be used: its server is a large download and not part of"
                            + " this build; add -Pservers to it");
        }
    }

    @Test
    void aFileThatCannotBeUsedIsOneLine() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "this is no database, however long it may become\n");
        run("file:" + text).unusable("is not a database");
        run("file:" + directory).unusable("cannot be used: ");
        run("file:" + text.resolve("below")).unusable("cannot be made");
        run("file:" + directory.resolve("a?b")).unusable("must not have a question mark");
    }

    @Test
    void aFileKeepsTheSaleAndSomethingElseInItIsLeftAlone() throws IOException {
        Path file = directory.resolve("new/folder/sale.db");
        Run first = run("file:" + file).balanced();
        assertTrue(first.said("Store   file:" + file));
        Run again = run("file:" + file).balanced();
        assertTrue(again.said("This sale was begun before and goes on: "));
        assertEquals(first.last(), again.last());
        assertEquals(first.entries(), again.entries());

        Path shop = directory.resolve("shop.db");
        try (JdbcLedger ledger = JdbcLedger.inFile(shop);
                Inventory inventory = InventoryBuilder.over(ledger).build()) {
            inventory.receive("po-1", "20001", 5).orThrow();
        }
        run("file:" + shop).unusable("holds something else than a live sale: its journal begins with MOVE po-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:store-test", "jdbc:sqlite:%s/pooled.db", "memory"})
    void everyStoreEndsBalanced(String store) throws IOException {
        run(String.format(store, directory)).balanced();
    }
}
