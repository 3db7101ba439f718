package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private ServerSocket server;

    /** A server that answers every line with the same line. */
    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ProxiedConnection.daemon("echo", () -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    ProxiedConnection.daemon("echo-connection", () -> echo(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void echo(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                arrived.add(line);
                socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            arrived.add("cut");
        }
    }

    private TcpProxy proxy(Messages messages) {
        return TcpProxy.to(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), messages);
    }

    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answers;

        Client(TcpProxy proxy) throws IOException {
            socket = new Socket();
            socket.connect(proxy.address());
            socket.setSoTimeout(PATIENCE_MILLIS);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("cut");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void assertCut(Client client) {
        IOException cut = assertThrows(IOException.class, client::answer);
        assertFalse(cut instanceof SocketTimeoutException, "the connection is open, and nothing comes");
    }

    @Test
    void passesEverythingOnAndCounts() throws Exception {
        try (TcpProxy proxy = proxy(Messages.lines());
                Client client = new Client(proxy)) {
            client.send("one\ntwo\n");
            assertEquals("one", client.answer());
            assertEquals("two", client.answer());
            assertEquals(2, proxy.passed(Direction.TO_SERVER));
            assertEquals(2, proxy.passed(Direction.TO_CLIENT));
            assertEquals(1, proxy.accepted());
            assertFalse(proxy.awaitFault(Duration.ZERO));
        }
    }

    @Test
    void cutsAtAChosenRequest() throws Exception {
        try (TcpProxy proxy = proxy(Messages.lines());
                Client client = new Client(proxy)) {
            proxy.inject(new WireFault(Direction.TO_SERVER, 2, Action.CUT));
            client.send("one\n");
            assertEquals("one", client.answer());
            client.send("two\n");
            assertEquals("two", client.answer());
            client.send("three\n");
            assertCut(client);
            assertTrue(proxy.awaitFault(Duration.ofMillis(PATIENCE_MILLIS)));
            assertFalse(arrived.contains("three"));
        }
    }

    @Test
    void cutsAtAChosenAnswerThatTheServerHasGiven() throws Exception {
        try (TcpProxy proxy = proxy(Messages.lines());
                Client client = new Client(proxy)) {
            proxy.inject(new WireFault(Direction.TO_CLIENT, 0, Action.CUT));
            client.send("one\n");
            assertCut(client);
            assertTrue(arrived.contains("one"), "the request had arrived");
            try (Client next = new Client(proxy)) {
                next.send("two\n");
                assertEquals("two", next.answer(), "a fault happens once");
            }
            assertEquals(2, proxy.accepted());
        }
    }

    @Test
    void cutsInTheMiddleOfAMessage() throws Exception {
        try (TcpProxy proxy = proxy(Messages.bytes());
                Client client = new Client(proxy)) {
            proxy.inject(new WireFault(Direction.TO_CLIENT, 3, Action.CUT));
            client.send("abcdef\n");
            StringBuilder got = new StringBuilder();
            int read = client.answers.read();
            while (read >= 0) {
                got.append((char) read);
                read = read(client);
            }
            assertEquals("abc", got.toString());
        }
    }

    private static int read(Client client) {
        try {
            return client.answers.read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void stallsOneConnectionAndNoOther() throws Exception {
        try (TcpProxy proxy = proxy(Messages.lines());
                Client stalled = new Client(proxy);
                Client other = new Client(proxy)) {
            proxy.inject(new WireFault(Direction.TO_CLIENT, 0, Action.STALL));
            stalled.send("one\n");
            assertTrue(proxy.awaitFault(Duration.ofMillis(PATIENCE_MILLIS)));
            other.send("two\n");
            assertEquals("two", other.answer());
            stalled.socket.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, stalled::answer);
            stalled.socket.setSoTimeout(PATIENCE_MILLIS);
            proxy.heal();
            assertEquals("one", stalled.answer(), "what was stalled goes on");
        }
    }

    @Test
    void delaysAMessageButNotForEver() throws Exception {
        try (TcpProxy proxy = proxy(Messages.lines());
                Client client = new Client(proxy)) {
            proxy.inject(new WireFault(Direction.TO_CLIENT, 0, Action.DELAY));
            client.send("one\n");
            assertEquals("one", client.answer());
            assertTrue(proxy.awaitFault(Duration.ZERO));
        }
    }

    @Test
    void aClientOfAServerThatIsDownIsCut() throws Exception {
        ServerSocket never = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        InetSocketAddress nobody = new InetSocketAddress(never.getInetAddress(), never.getLocalPort());
        never.close();
        try (TcpProxy proxy = TcpProxy.to(nobody, Messages.lines());
                Client client = new Client(proxy)) {
            assertCut(client);
        }
    }

    @Test
    void cutsEverythingAtOnce() throws Exception {
        try (TcpProxy proxy = proxy(Messages.lines());
                Client one = new Client(proxy);
                Client two = new Client(proxy)) {
            one.send("one\n");
            two.send("two\n");
            assertEquals("one", one.answer());
            assertEquals("two", two.answer());
            proxy.cut();
            assertCut(one);
            assertCut(two);
        }
    }

    @Test
    void aFaultIsCountedFromZero() {
        IllegalArgumentException found =
                assertThrows(IllegalArgumentException.class, () -> new WireFault(Direction.TO_CLIENT, -1, Action.CUT));
        assertEquals("after is -1; it must be 0 or more", found.getMessage());
    }

    @Test
    void aClosedProxyLeavesNoConnectionThatWasAcceptedMeanwhile() throws IOException {
        for (int round = 0; round < 200; round++) {
            TcpProxy proxy = proxy(Messages.lines());
            try (Client client = new Client(proxy)) {
                proxy.close();
                assertThrows(IOException.class, () -> {
                    client.send("still there?\n");
                    client.answer();
                });
            }
        }
    }
}
