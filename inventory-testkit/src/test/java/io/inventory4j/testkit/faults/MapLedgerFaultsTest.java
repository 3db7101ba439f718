package io.inventory4j.testkit.faults;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The fault runs over the smallest ledger, called through a server over sockets. */
final class MapLedgerFaultsTest extends StockLedgerFaults {
    private static @Nullable SocketServer server;

    @BeforeAll
    static void start() {
        server = new SocketServer((namespace, clock) -> new MapLedger(clock));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new MapLedger(clock);
    }

    @Override
    protected @Nullable LedgerServer server() {
        return server;
    }

    @Override
    protected Messages messages() {
        return Messages.lines();
    }
}
