package io.inventory4j.testkit.faults;

import io.inventory4j.ledger.StockLedger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;

/** The server of an adapter, controlled by its test: the fault runs kill it, restart it and cut its connections. */
public interface LedgerServer extends AutoCloseable {
    /**
     * Where the server listens.
     *
     * @return the address, the same after a restart
     */
    InetSocketAddress address();

    /**
     * Opens a ledger on the server, through a given address: a fresh one for a new namespace; for a namespace that was
     * given before, another node of the same shop, which shares nothing with the first but the store.
     *
     * @param namespace a text of hexadecimal digits and dashes that names the stock
     * @param clock the only source of time that the ledger may use
     * @param through where to connect to: {@link #address}, or a {@link TcpProxy} that passes on to it
     * @return the ledger; the caller closes it. It must survive a restart of the server by connecting again
     */
    StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through);

    /**
     * The longest time that one call of a connected ledger may take, by its own settings: waiting for a connection and
     * all attempts included. Set it short for the tests, such as half a second: stalls on the wire outlast it.
     *
     * @return more than zero
     */
    Duration timeout();

    /**
     * Whether what the ledger has acknowledged outlives {@link #kill}.
     *
     * @return false if the store promises that only for an orderly shutdown
     */
    boolean durable();

    /** Ends the server at once, as SIGKILL does. */
    void kill();

    /** Starts the server again, on the same address and the same data, and returns when it answers. */
    void restart();

    /** Ends the server for good. */
    @Override
    void close();
}
