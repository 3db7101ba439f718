package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;

class MariaDbLedgerFaultsTest extends StockLedgerFaults {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.mariadb().open(clock);
    }

    @Override
    protected LedgerServer server() {
        return FragileServer.of(DatabaseKind.MARIADB);
    }

    @Override
    protected Messages messages() {
        return WireProtocols.of(DatabaseKind.MARIADB);
    }
}
