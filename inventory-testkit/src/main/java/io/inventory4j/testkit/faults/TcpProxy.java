package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.faults.WireFault.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A proxy on this machine between an adapter and its server that cuts, stalls or delays a connection at a chosen
 * message. Of the protocol it knows only where its {@link Messages} end. Each connection takes two daemon threads.
 * Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final Messages messages;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final WireSwitch wire = new WireSwitch();
    private final AtomicLong accepted = new AtomicLong();

    private final Thread acceptor = new Thread(this::accept, "proxy");

    private TcpProxy(InetSocketAddress target, Messages messages) throws IOException {
        this.target = target;
        this.messages = messages;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor.setDaemon(true);
    }

    /**
     * Opens a proxy on a free port.
     *
     * @param target the server; it need not be up yet
     * @param messages its protocol
     * @return the proxy; close it
     */
    public static TcpProxy to(InetSocketAddress target, Messages messages) {
        try {
            TcpProxy proxy = new TcpProxy(
                    Objects.requireNonNull(target, "target"), Objects.requireNonNull(messages, "messages"));
            proxy.acceptor.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port for a proxy", e);
        }
    }

    /**
     * Where the proxy listens.
     *
     * @return the address to connect to in place of the server's
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /**
     * Sets a fault, and begins to count messages anew. It replaces a fault that has not happened yet.
     *
     * @param fault what, and where
     */
    public void inject(WireFault fault) {
        wire.set(Objects.requireNonNull(fault, "fault"));
    }

    /**
     * Waits until the fault set last has happened.
     *
     * @param within how long to wait; zero only asks
     * @return false if no message was the chosen one in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitFault(Duration within) throws InterruptedException {
        return wire.awaitFault(within);
    }

    /** Takes back the fault and lets what was stalled go on. Connections that were cut stay cut. */
    public void heal() {
        wire.heal();
    }

    /** Cuts every connection there is now. */
    public void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /**
     * How many connections were made so far.
     *
     * @return the number
     */
    public long accepted() {
        return accepted.get();
    }

    /**
     * How many messages have passed in a direction since a fault was set, or the proxy was opened.
     *
     * @param direction the direction
     * @return the number
     */
    public long passed(Direction direction) {
        return wire.passed(direction);
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                ProxiedConnection.open(client, target, messages, wire, connections);
            } catch (IOException e) {
                // A client that was gone before it was accepted is no reason to stop.
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    /** Cuts everything and frees the port. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the port of a proxy could not be freed", e);
        } finally {
            wire.heal();
            awaitAcceptor();
            cut();
        }
    }

    /** Waits for the accepting thread: only then are all accepted connections known. */
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
