package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.faults.WireFault.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;

/** One connection through a proxy: a pump for each direction. When one of them ends, both do. */
final class ProxiedConnection {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int CHUNK = 8_192;

    private record Lane(ProxiedConnection connection, Direction direction) {}

    private final Socket client;
    private final Socket server;
    private final Messages messages;
    private final WireSwitch wire;
    private final Set<ProxiedConnection> open;

    private ProxiedConnection(
            Socket client, Socket server, Messages messages, WireSwitch wire, Set<ProxiedConnection> open) {
        this.client = client;
        this.server = server;
        this.messages = messages;
        this.wire = wire;
        this.open = open;
    }

    static void open(
            Socket client, InetSocketAddress target, Messages messages, WireSwitch wire, Set<ProxiedConnection> open) {
        Socket server = new Socket();
        ProxiedConnection connection = new ProxiedConnection(client, server, messages, wire, open);
        open.add(connection);
        try {
            server.connect(target, CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            // The server is down: its client sees its own connection end.
            connection.close();
            return;
        }
        daemon("proxy-to-server", () -> connection.pump(client, server, Direction.TO_SERVER));
        daemon("proxy-to-client", () -> connection.pump(server, client, Direction.TO_CLIENT));
    }

    static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Socket from, Socket to, Direction direction) {
        Lane lane = new Lane(this, direction);
        byte[] bytes = new byte[CHUNK];
        int held = 0;
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            while (true) {
                if (held == bytes.length) {
                    bytes = Arrays.copyOf(bytes, held * 2);
                }
                int read = in.read(bytes, held, bytes.length - held);
                if (read < 0) {
                    return;
                }
                held += read;
                int sent = passOn(bytes, held, out, lane);
                if (sent < 0) {
                    return;
                }
                System.arraycopy(bytes, sent, bytes, 0, held - sent);
                held -= sent;
            }
        } catch (IOException e) {
            // One of the two is gone, and so the connection.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Passes on whole messages. Returns how many bytes they had; negative if the connection is to be cut. */
    private int passOn(byte[] bytes, int held, OutputStream out, Lane lane) throws IOException, InterruptedException {
        int at = 0;
        while (at < held) {
            int length = messages.length(bytes, at, held);
            if (length <= 0 || at + length > held) {
                break;
            }
            if (!wire.pass(lane, lane.direction())) {
                out.flush();
                return -1;
            }
            out.write(bytes, at, length);
            at += length;
        }
        out.flush();
        return at;
    }

    void close() {
        open.remove(this);
        closeQuietly(client);
        closeQuietly(server);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is closed already.
            return;
        }
    }
}
