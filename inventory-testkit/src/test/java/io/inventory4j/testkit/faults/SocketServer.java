package io.inventory4j.testkit.faults;

import io.inventory4j.ledger.StockLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * A server over real sockets for ledgers in this process: a request is a line with the number of a call, an answer is a
 * line that says that it was made. The connections are real and the store is not, so the fault runs can be tried
 * without a store. If killed, it loses its connections and keeps its ledgers, as a durable store does.
 */
public class SocketServer implements LedgerServer {
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 30_000;

    private final BiFunction<String, InstantSource, StockLedger> ledgers;
    private final Map<String, StockLedger> byNamespace = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CallTable calls = new CallTable();
    private final InetSocketAddress address;
    private ServerSocket listener;
    private Thread accepting;

    public SocketServer(BiFunction<String, InstantSource, StockLedger> ledgers) {
        this.ledgers = ledgers;
        listener = listenAnywhere();
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        accepting = serve(listener);
    }

    // Below the ports that clients are given: while the server is down, a client could connect to itself there.
    private static ServerSocket listenAnywhere() {
        for (int port = LOWEST_PORT + new SecureRandom().nextInt(1_000); ; port++) {
            try {
                return listen(port);
            } catch (UncheckedIOException e) {
                if (port > HIGHEST_PORT) {
                    throw e;
                }
            }
        }
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread serve(ServerSocket from) {
        Thread thread = new Thread(() -> accept(from), "server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                connections.add(socket);
                ProxiedConnection.daemon("connection", () -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = socket.getOutputStream()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                calls.make(Long.parseLong(line));
                out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } catch (IOException e) {
            connections.remove(socket);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public StockLedger connect(String namespace, InstantSource clock, InetSocketAddress through) {
        return client(node(namespace, clock), calls, through);
    }

    /** What a client's calls are made on; by default all clients of a namespace share one ledger. */
    protected StockLedger node(String namespace, InstantSource clock) {
        return byNamespace.computeIfAbsent(namespace, fresh -> ledgers.apply(fresh, clock));
    }

    /** A client of this server. */
    protected StockLedger client(StockLedger ledger, CallTable numbered, InetSocketAddress through) {
        return new SocketLedger(ledger, numbered, through);
    }

    @Override
    public Duration timeout() {
        return SocketLedger.TIMEOUT.multipliedBy(2);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public void kill() {
        try {
            listener.close();
            // The port is free only once nobody waits on it any more.
            accepting.join();
            for (Socket socket : connections) {
                socket.close();
            }
            connections.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void restart() {
        listener = listen(address.getPort());
        accepting = serve(listener);
    }

    @Override
    public void close() {
        kill();
    }
}
