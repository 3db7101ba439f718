package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.faults.KilledShop;
import io.inventory4j.testkit.faults.SaleStock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that sells from a file is killed while it sells: acknowledged orders are there, and none by half. */
class FileLedgerKillTest {
    private static final int ALL = 1_000_000;

    @TempDir
    Path folder;

    static final class Shop {
        private Shop() {}

        public static void main(String[] args) {
            KilledShop.sell(JdbcLedger.inFile(Path.of(args[0])), args[1]);
        }
    }

    @Test
    void acknowledgedOrdersOutliveTheProcess() throws IOException, InterruptedException {
        long seed = Effort.seed();
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("shop.db");
        try (JdbcLedger ledger = JdbcLedger.inFile(file)) {
            SaleStock.fill(ledger);
        }
        List<KilledShop> killed = new ArrayList<>();
        for (int run = 0; run < 2 * Effort.scale(); run++) {
            killed.add(KilledShop.kill(Shop.class, 20 + random.nextInt(200), file.toString(), "run" + run));
        }
        try (JdbcLedger ledger = JdbcLedger.inFile(file)) {
            int unheard = KilledShop.check(ledger, KilledShop.InFlight.FINAL, killed);
            for (StockLevel level : ledger.levels(SaleStock.LINES)) {
                assertEquals(
                        level.version(),
                        ledger.reports().journal(level.key(), 0, ALL).size(),
                        "journal and line");
            }
            System.out.println("file ledger killed: runs=" + killed.size() + " acknowledged="
                    + killed.stream().mapToInt(KilledShop::acknowledged).sum() + " made unacknowledged=" + unheard
                    + " seed=" + seed);
        }
    }
}
