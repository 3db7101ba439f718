package io.inventory4j.testkit.faults;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client of a {@link SocketServer}: a pool of connections, each for one call at a time. */
final class SocketLedger extends ForwardingLedger {
    private static final int TIMEOUT_MILLIS = 500;

    private record Connection(Socket socket, BufferedReader answers) {}

    private final CallTable calls;
    private final InetSocketAddress server;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    SocketLedger(StockLedger ledger, CallTable calls, InetSocketAddress server) {
        super(ledger);
        this.calls = calls;
        this.server = server;
    }

    private <T> T call(Supplier<T> made) {
        Connection connection = connection();
        CallTable.Numbered<T> call = calls.add(made);
        String line = String.valueOf(call.number());
        try {
            connection.socket().getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            if (!line.equals(connection.answers().readLine())) {
                throw new IOException("the connection ended");
            }
            idle.add(connection);
            return call.answer().get();
        } catch (IOException e) {
            close(connection);
            throw new LedgerException(Effect.UNKNOWN, "no answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(Effect.UNKNOWN, "interrupted", e);
        }
    }

    private Connection connection() {
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

    private static void close(Connection connection) {
        try {
            connection.socket().close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return call(() -> below().apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        return call(() -> below().expire(max, except));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        return call(() -> below().shipConfirmed(unchangedFor, max));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return call(() -> below().levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return call(() -> below().reservation(id));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return call(() -> below().open(key, after, max));
    }

    @Override
    public long used(String counter) {
        return call(() -> below().used(counter));
    }

    @Override
    public void close() {
        idle.forEach(SocketLedger::close);
        idle.clear();
        super.close();
    }
}
