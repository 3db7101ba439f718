package io.inventory4j.jdbc;

import io.inventory4j.Bounds;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

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
}
