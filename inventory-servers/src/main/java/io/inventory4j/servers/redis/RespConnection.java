package io.inventory4j.servers.redis;

import io.inventory4j.servers.ServerFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket to a server, over RESP2. Tests prepare and check with it, and so do not depend on the client they test. */
public final class RespConnection implements AutoCloseable {
    /** The server answered with an error, which is the message. */
    public static final class Refused extends ServerFailure {
        private static final long serialVersionUID = 1;

        Refused(String error) {
            super(error, null);
        }
    }

    private final InetSocketAddress address;
    private final Socket socket = new Socket();
    private final InputStream in;

    /** Connects. The patience is the time limit of that, and of each later wait for an answer. */
    public RespConnection(InetSocketAddress address, Duration patience) {
        this.address = address;
        boolean connected = false;
        try {
            socket.connect(address, Math.toIntExact(patience.toMillis()));
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            connected = true;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (!connected) {
                close();
            }
        }
    }

    private ServerFailure failed(IOException cause) {
        return new ServerFailure("no answer from " + address + ": " + cause, cause);
    }

    /** Words as bytes, in UTF-8. */
    public static List<byte[]> words(String... words) {
        return Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Sends a command and waits for its reply: null, {@code byte[]}, {@link Long} or a list of these. */
    @Nullable
    public Object ask(List<byte[]> words) {
        send(words);
        return receive();
    }

    /** Sends a command, and does not wait for its reply. */
    public void send(List<byte[]> words) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (byte[] word : words) {
            request.writeBytes(("$" + word.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(word);
            request.writeBytes(new byte[] {'\r', '\n'});
        }
        try {
            socket.getOutputStream().write(request.toByteArray());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Waits for the reply to the first command that has none yet. */
    @Nullable
    public Object receive() {
        try {
            return read();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private @Nullable Object read() throws IOException {
        String head = line();
        String rest = head.substring(1);
        return switch (head.charAt(0)) {
            case '+' -> rest.getBytes(StandardCharsets.ISO_8859_1);
            case '-' -> throw new Refused(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> rest.equals("-1") ? null : bulk(Integer.parseInt(rest));
            case '*' -> rest.equals("-1") ? null : elements(Integer.parseInt(rest));
            default -> throw new IOException("no reply begins with " + head);
        };
    }

    private List<@Nullable Object> elements(int count) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            elements.add(read());
        }
        return elements;
    }

    private byte[] bulk(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || !line().isEmpty()) {
            throw new EOFException("a string was cut short");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.append((char) next);
        }
        if (in.read() != '\n') {
            throw new EOFException("a line was cut short");
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is closed already.
            return;
        }
    }
}
