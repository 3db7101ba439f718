package io.inventory4j.testkit.faults;

import io.inventory4j.ledger.StockLedger;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/** The server behind an adapter, in the hands of the adapter's test: what the fault runs kill, restart and cut off. */
public interface LedgerServer extends AutoCloseable {
    /**
     * Where the server listens.
     *
     * @return the address, the same after a restart
     */
    InetSocketAddress address();

    /**
     * Opens a fresh ledger on the server, reached through an address that stands for it.
     *
     * @param namespace a text that no other ledger was given, of hexadecimal digits and dashes
     * @param clock the only source of time that the ledger may use
     * @param through where to connect to: {@link #address}, or a {@link TcpProxy} in front of it
     * @return the ledger; the caller closes it. It must live through a restart of the server, with connections made anew
     */
    StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through);

    /**
     * Whether what the ledger has acknowledged outlives {@link #kill}.
     *
     * @return false if the store only promises so when it is shut down in order
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
