package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;

class PostgresLedgerFaultsTest extends StockLedgerFaults {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.postgres().open(clock);
    }

    @Override
    protected LedgerServer server() {
        return FragileServer.of(DatabaseKind.POSTGRES);
    }

    @Override
    protected Messages messages() {
        return WireProtocols.of(DatabaseKind.POSTGRES);
    }
}
