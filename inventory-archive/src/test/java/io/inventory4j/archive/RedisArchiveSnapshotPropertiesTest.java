package io.inventory4j.archive;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;

/** The rules hold for a ledger whose Redis dies and is restored from H2 at random: it answers as if it had not. */
class RedisArchiveSnapshotPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return CopiedLedger.open(ArchiveDatabase.H2, namespace, clock);
    }

    @Override
    protected int sequences() {
        return 60;
    }
}
