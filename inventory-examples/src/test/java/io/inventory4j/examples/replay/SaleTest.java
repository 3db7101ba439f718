package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.examples.replay.orders.Goods;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.plan.DayPlan;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.live.plan.SalePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private void run(Runnable alone, UnaryOperator<Inventory> wrap) throws Exception {
        SaleOptions options = new SaleOptions();
        new CommandLine(options).parseArgs("--orders", day().toString(), "--threads", "2");
        OrderBook book = OrderBook.read(options.orders(), null, Goods.standard());
        SaleClock clock = new SaleClock(book.events().get(0).at());
        Screen screen = new Screen(new PrintWriter(new StringWriter()));
        try (InMemoryLedger ledger = InMemoryLedger.create(clock, Integer.MAX_VALUE)) {
            SalePlan plan = DayPlan.of(book, options.terms());
            try (Sale sale =
                    new Sale(options, book, plan, "a sale", clock, new OrderTable(null), screen, null, alone)) {
                sale.run(ledger, wrap);
            }
        }
    }

    private static LedgerException lost() {
        return new LedgerException(LedgerException.Effect.NONE, "the lease is lost", null);
    }

    /** No buyer gets anything before the sale has been asked whether it is alone. */
    @Test
    void aSaleThatMayNotBeAloneStopsWhileItSells() {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean unasked = new AtomicBoolean();
        Runnable alone = () -> {
            asked.countDown();
            throw lost();
        };
        UnaryOperator<Inventory> wrap = inventory -> Between.over(inventory, (method, given, call) -> {
            if (method.getName().equals("reserve") && !asked.await(20, TimeUnit.SECONDS)) {
                unasked.set(true);
                asked.countDown();
            }
            return call.make();
        });
        assertThrows(LedgerException.class, () -> run(alone, wrap));
        assertFalse(unasked.get());
    }

    /** The sale itself reads the journal for the last time when all buyers have gone. */
    @Test
    void aSaleThatWasNotAloneAtItsEndHasNoResult() {
        Thread sale = Thread.currentThread();
        AtomicBoolean selling = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        UnaryOperator<Inventory> wrap = inventory -> Between.over(inventory, (method, given, call) -> {
            if (method.getName().equals("reserve")) {
                selling.set(true);
            } else if (method.getName().equals("journal")
                    && selling.get()
                    && Thread.currentThread().equals(sale)) {
                over.set(true);
            }
            return call.make();
        });
        Runnable alone = () -> {
            if (over.get()) {
                throw lost();
            }
        };
        assertThrows(LedgerException.class, () -> run(alone, wrap));
    }

    @Test
    void aJournalThatHasForgottenEntriesIsNoDiscrepancyButAStoreThatCannotBeAudited() throws IOException {
        Run.of(LyingInventory::losingJournal, "--orders", day().toString())
                .unusable("--store memory has lost 3 entries of its journal before they were read, so the sale cannot"
                        + " be audited");
    }
}
