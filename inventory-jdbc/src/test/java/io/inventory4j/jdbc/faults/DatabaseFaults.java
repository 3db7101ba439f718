package io.inventory4j.jdbc.faults;

import io.inventory4j.jdbc.DatabaseNodes;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.TestDatabase;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Fault runs over one of the databases. */
abstract class DatabaseFaults extends StockLedgerFaults {
    private final TestDatabase database;
    private final DatabaseNodes nodes;

    DatabaseFaults(TestDatabase database) {
        this.database = database;
        nodes = new DatabaseNodes(database);
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return nodes.open(namespace, clock);
    }

    @Override
    protected StockLedger openNode(String namespace, InstantSource clock) {
        return nodes.openNode(namespace, clock);
    }

    @Override
    protected @Nullable LedgerServer server() {
        DatabaseKind kind = database.kind();
        return kind == null ? null : FragileServer.of(kind);
    }

    @Override
    protected Messages messages() {
        DatabaseKind kind = database.kind();
        return kind == null ? super.messages() : WireProtocols.of(kind);
    }
}
