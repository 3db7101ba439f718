package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of a {@link SocketServer}: a pool of connections, each for one call at a time. */
public class SocketLedger extends ForwardingLedger {
    /** The time limit of a connection, and of an answer over it. */
    static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final int TIMEOUT_MILLIS = (int) TIMEOUT.toMillis();

    protected record Connection(Socket socket, BufferedReader answers) {}

    private final CallTable calls;
    private final InetSocketAddress server;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    public SocketLedger(StockLedger ledger, CallTable calls, InetSocketAddress server) {
        super(ledger);
        this.calls = calls;
        this.server = server;
    }

    /** The calls that go over the wire. */
    protected final CallTable calls() {
        return calls;
    }

    /** Makes a call: sends its number, and waits for the answer. */
    protected <T> T call(String verb, Supplier<T> made) {
        Connection connection = connection();
        CallTable.Numbered<T> call = calls.add(verb, made);
        String line = String.valueOf(call.number());
        try {
            connection.socket().getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            Future<T> answer = answer(call, connection.answers().readLine());
            free(connection);
            return result(answer);
        } catch (IOException e) {
            throw failed(connection, e);
        }
    }

    /** What an answer has in it. */
    protected <T> Future<T> answer(CallTable.Numbered<T> call, @Nullable String line) throws IOException {
        if (!String.valueOf(call.number()).equals(line)) {
            throw new IOException("the connection ended");
        }
        return call.answer();
    }

    private static <T> T result(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(Effect.UNKNOWN, "interrupted", e);
        }
    }

    /** Keeps a connection for the next call. */
    protected void free(Connection connection) {
        idle.add(connection);
    }

    /** A call had no answer: what its caller is told, and what becomes of its connection. */
    protected LedgerException failed(Connection connection, IOException e) {
        close(connection);
        return new LedgerException(Effect.UNKNOWN, "no answer", e);
    }

    /** A connection for one call. */
    protected Connection connection() {
        Connection free = idle.poll();
        if (free != null) {
            return free;
        }
        try {
            Socket socket = new Socket();
            socket.connect(server, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new Connection(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new LedgerException(Effect.NONE, "no connection", e);
        }
    }

    protected static void close(Connection connection) {
        try {
            connection.socket().close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return call("apply", () -> below().apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return call("expire", () -> below().expire(max, except));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return call("shipConfirmed", () -> below().shipConfirmed(unchangedFor, max));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return call("levels", () -> below().levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return call("reservation", () -> below().reservation(id));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return call("open", () -> below().open(key, after, max));
    }

    @Override
    public long used(String counter) {
        return call("used", () -> below().used(counter));
    }

    @Override
    public int purge(Retention retention, int max) {
        return call("purge", () -> below().purge(retention, max));
    }

    @Override
    public void close() {
        idle.forEach(SocketLedger::close);
        idle.clear();
        super.close();
    }
}
