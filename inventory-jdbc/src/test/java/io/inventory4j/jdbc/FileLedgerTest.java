package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.Bounds;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FileLedgerTest extends StockLedgerContract {
    @TempDir
    Path folder;

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return JdbcLedger.builder(folder.resolve("shops").resolve(namespace + ".db"))
                .clock(clock)
                .keepJournal(Bounds.MAX_AGE)
                .build();
    }

    @Override
    protected StockLedger openNode(String namespace, InstantSource clock) {
        return open(namespace, clock);
    }
}
