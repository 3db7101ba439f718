package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.Layer;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/**
 * Opens ledgers for a run. Their calls have short time limits, so that stalls outlast them, and on a busy machine even
 * an undisturbed one may run out of time: that says nothing about the ledger.
 */
final class OpenedNode {
    private static final int TRIES = 20;

    private OpenedNode() {}

    /**
     * A node of a namespace, with the layer that the tests are run over.
     *
     * @throws LedgerException what the last of several tries has thrown
     */
    static StockLedger of(LedgerServer server, String namespace, InstantSource clock, InetSocketAddress through) {
        for (int tried = 1; ; tried++) {
            try {
                return Layer.over(server.connect(namespace, clock, through), clock);
            } catch (LedgerException e) {
                if (e.effect() != Effect.NONE || tried == TRIES) {
                    throw e;
                }
            }
        }
    }
}
