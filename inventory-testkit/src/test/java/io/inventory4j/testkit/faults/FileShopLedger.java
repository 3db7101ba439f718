package io.inventory4j.testkit.faults;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger for {@link SaleStock} whose store is a file of commands, one a line: before each call it applies those that
 * others have written. Thread-safe; whether other processes wait for its lock is a question of how it was made.
 */
final class FileShopLedger extends ForwardingLedger {
    private final RandomAccessFile file;
    private final boolean locking;
    private long known;

    FileShopLedger(Path path, boolean locking) {
        super(new MapLedger(InstantSource.system()));
        this.locking = locking;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized <T> T locked(Supplier<T> call) {
        @Nullable FileLock lock = null;
        try {
            lock = locking ? file.getChannel().lock() : null;
            catchUp();
            return call.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release(lock);
        }
    }

    private static void release(@Nullable FileLock lock) {
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void catchUp() throws IOException {
        byte[] bytes = new byte[(int) (file.length() - known)];
        file.seek(known);
        file.readFully(bytes);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                command(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                begin = i + 1;
            }
        }
        known += begin;
    }

    /** Applies a line; half a line says nothing. */
    private void command(String line) {
        String[] words = line.split(" ", 3);
        List<Command> commands = new ArrayList<>();
        if (words.length == 3 && words[0].equals("R")) {
            commands.add(SaleStock.cart(words[2], Integer.parseInt(words[1])));
        } else if (words.length == 3 && words[0].equals("S")) {
            commands.add(SaleStock.settle(words[2], Transition.valueOf(words[1])));
        } else if (words.length == 3 && words[0].equals("M")) {
            StockKey key = StockKey.of(words[2]);
            Posting posting = new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, Long.parseLong(words[1]));
            commands.add(Move.of("stock of " + key, "opening", posting));
        }
        below().apply(commands);
    }

    private static String line(Command command) {
        if (command instanceof Reserve reserve) {
            String id = reserve.id().value();
            return "R " + id.substring(id.lastIndexOf('-') + 1) + " " + id;
        }
        if (command instanceof Settle settle) {
            return "S " + settle.transition() + " " + settle.reservation().value();
        }
        Posting posting = ((Move) command).postings().get(0);
        return "M " + posting.quantity() + " " + posting.key().sku();
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return locked(() -> {
            List<Outcome> outcomes = below().apply(batch);
            for (int i = 0; i < batch.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Applied applied && !applied.replayed()) {
                    write(line(batch.get(i)) + "\n");
                }
            }
            return outcomes;
        });
    }

    private void write(String line) {
        try {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            file.seek(known);
            file.write(bytes);
            known += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return locked(() -> below().levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return locked(() -> below().reservation(id));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return locked(() -> below().open(key, after, max));
    }

    @Override
    public long used(String counter) {
        return locked(() -> below().used(counter));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.close();
    }
}
