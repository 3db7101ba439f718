package io.inventory4j.benchmarks.terminals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients of Server-Sent Events on loopback, read by one thread: that costs less than a thread for each, and what the
 * clients cost is taken from the sale too. One in ten is looked into, the others only take their bytes.
 */
final class StreamClients implements AutoCloseable {
    private static final int MEASURED_ONE_IN = 10;
    private static final int BUFFER = 64 * 1_024;

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Arrivals.Terminal> measured = new ArrayList<>();
    private final Thread thread;
    private volatile @Nullable IOException failure;
    private volatile boolean closing;

    /** One client's line that has not ended yet. */
    private static final class Client {
        private final Arrivals.@Nullable Terminal terminal;
        private final StringBuilder line = new StringBuilder();

        Client(Arrivals.@Nullable Terminal terminal) {
            this.terminal = terminal;
        }

        void take(ByteBuffer bytes) {
            if (terminal == null) {
                return;
            }
            long now = System.nanoTime();
            while (bytes.hasRemaining()) {
                char c = (char) bytes.get();
                if (c != '\n') {
                    line.append(c);
                    continue;
                }
                if (line.indexOf("data: ") == 0) {
                    levels(terminal, line, now);
                }
                line.setLength(0);
            }
        }

        private static void levels(Arrivals.Terminal terminal, StringBuilder data, long now) {
            for (int at = data.indexOf("ROOM-"); at >= 0; at = data.indexOf("ROOM-", at + 1)) {
                int line = (int) number(data, at + "ROOM-".length());
                int version = data.indexOf("\"version\":", at);
                terminal.arrived(line, number(data, version + "\"version\":".length()), now);
            }
        }

        private static long number(StringBuilder text, int from) {
            long number = 0;
            for (int i = from; Character.isDigit(text.charAt(i)); i++) {
                number = 10 * number + (text.charAt(i) - '0');
            }
            return number;
        }
    }

    StreamClients(int clients, InetSocketAddress server, Arrivals arrivals) throws IOException {
        // Version 1.0 has no chunks.
        byte[] request = "GET /levels HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < clients; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            Client client = new Client(i % MEASURED_ONE_IN == 0 ? arrivals.new Terminal() : null);
            if (client.terminal != null) {
                measured.add(client.terminal);
            }
            channel.register(selector, SelectionKey.OP_READ, client);
            channels.add(channel);
        }
        thread = new Thread(this::read, "clients");
        thread.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (!closing) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    if (((SocketChannel) key.channel()).read(buffer) < 0) {
                        key.cancel();
                    } else {
                        ((Client) key.attachment()).take(buffer.flip());
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    List<Arrivals.Terminal> measured() throws IOException {
        IOException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return measured;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
