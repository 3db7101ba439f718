package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.examples.replay.orders.Goods;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.report.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A sale that can no longer be audited, since its store is no longer its own or has forgotten something. */
@Timeout(120)
class SaleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private Path day() throws IOException {
        return Files.writeString(directory.resolve("day.csv"), SampleOrders.text(SampleOrders.crowdedDay(1, 50)));
    }

    @Test
    void aSaleThatMayNotBeTheOnlyOneInItsStoreHasNoResult() throws Exception {
        SaleOptions options = new SaleOptions();
        new CommandLine(options).parseArgs("--orders", day().toString(), "--threads", "2");
        OrderBook book = OrderBook.read(options.orders(), null, Goods.standard());
        SaleClock clock = new SaleClock(book.events().get(0).at());
        AtomicInteger asked = new AtomicInteger();
        try (InMemoryLedger ledger = InMemoryLedger.create(clock, Integer.MAX_VALUE)) {
            Sale sale = new Sale(
                    options,
                    book,
                    "a sale",
                    clock,
                    new OrderTable(null),
                    new Screen(new PrintWriter(new StringWriter())),
                    () -> {
                        asked.incrementAndGet();
                        throw new LedgerException(LedgerException.Effect.NONE, "the lease is lost", null);
                    });
            assertThrows(LedgerException.class, () -> sale.run(ledger, UnaryOperator.identity()));
        }
        assertEquals(1, asked.get());
    }

    @Test
    void aJournalThatHasForgottenEntriesIsNoDiscrepancyButAStoreThatCannotBeAudited() throws IOException {
        Run.of(LyingInventory::losingJournal, "--orders", day().toString())
                .unusable("--store memory has lost 3 entries of its journal before they were read, so the sale cannot"
                        + " be audited");
    }
}
