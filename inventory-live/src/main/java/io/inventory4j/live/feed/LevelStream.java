package io.inventory4j.live.feed;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a reader gets to an output stream, as Server-Sent Events (WHATWG HTML, section 9.2), in UTF-8:
 *
 * <pre>
 *   retry: 2000
 *
 *   event: snapshot
 *   id: 8f1c…
 *   data: [{"sku":"LIPSTICK-01","location":"main","state":"OPEN","units":12,"version":7}]
 *
 *   event: levels
 *   …
 * </pre>
 *
 * <p>A {@code snapshot} replaces all that the client knows, {@code levels} the lines that it names. A long one is
 * followed by further {@code levels}; only the last of them has an id, so a client that is cut off before it gets all
 * of them again. Instead of {@code units} there is {@code band}, {@code inStock}, or a number for each bucket; {@code
 * opensAt} and {@code closesAt} are there if the line has them, and {@code version} if {@link Visibility#showsVersion}.
 *
 * <p>It keeps one event at a time, of at most {@value LevelBatch#MAX_LEVELS} lines: some 10 kB, never above 400 kB.
 */
public final class LevelStream {
    /** The content type of the response. */
    public static final String CONTENT_TYPE = "text/event-stream";

    private static final byte[] HEARTBEAT = bytes(":\n\n");
    private static final byte[] SNAPSHOT = bytes("event: snapshot\n");
    private static final byte[] LEVELS = bytes("event: levels\n");
    private static final byte[] DATA = bytes("data: ");
    private static final byte[] END = bytes("\n\n");

    private final LevelFeed feed;
    private final LevelReader reader;
    private final OutputStream out;
    private final StreamTerms terms;
    private final ByteArrayOutputStream event = new ByteArrayOutputStream(512);
    private final StuckWrites.Writes writes;

    /**
     * A stream that has written nothing.
     *
     * @param reader what to write; the stream closes it when it ends
     * @param out where to; it must block while the client does not read, and is not closed
     * @param terms how it behaves
     */
    public LevelStream(LevelReader reader, OutputStream out, StreamTerms terms) {
        this(reader, out, terms, null);
    }

    /**
     * A stream that has written nothing, over an output stream that an interrupt does not end.
     *
     * @param reader what to write; the stream closes it when it ends
     * @param out where to; it must block while the client does not read, and is not closed
     * @param terms how it behaves
     * @param cutOff ends a write that is stuck, such as by closing the socket; it must not wait for the write. The
     *     thread is interrupted first, which is enough for channels, and for the JDK's server
     */
    public LevelStream(LevelReader reader, OutputStream out, StreamTerms terms, @Nullable Closeable cutOff) {
        this.reader = reader;
        this.out = out;
        this.terms = terms;
        feed = reader.feed();
        writes = new StuckWrites.Writes(terms.stuckAfter(), cutOff);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes until the feed or the client ends it. Called once, on a thread that it may keep.
     *
     * @return why it has ended
     */
    public StreamEnd write() {
        feed.stuckWrites().watch(writes);
        try (reader) {
            event.writeBytes(bytes("retry: " + terms.retry().toMillis() + "\n\n"));
            send();
            while (true) {
                Optional<LevelBatch> batch = reader.next(terms.heartbeat());
                if (batch.isPresent()) {
                    add(batch.get());
                } else if (reader.closed()) {
                    return StreamEnd.CLOSED;
                } else {
                    event.writeBytes(HEARTBEAT);
                }
                long heard = reader.oldestHeard();
                send();
                if (batch.isPresent()) {
                    if (heard != 0) {
                        feed.measured().toStream(System.nanoTime() - heard);
                    }
                    pause(batch.get().more() ? Duration.ZERO : terms.atMostEvery());
                }
            }
        } catch (StuckException e) {
            return StreamEnd.STUCK;
        } catch (IOException e) {
            return StreamEnd.GONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamEnd.INTERRUPTED;
        } finally {
            feed.stuckWrites().forget(writes);
        }
    }

    /** A write was cut off. */
    private static final class StuckException extends IOException {
        private static final long serialVersionUID = 1;

        StuckException(@Nullable Throwable cause) {
            super("the client does not read", cause);
        }
    }

    private void pause(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            var unused = reader.awaitClosed(time);
        }
    }

    private void add(LevelBatch batch) {
        event.writeBytes(batch.snapshot() ? SNAPSHOT : LEVELS);
        if (!batch.more()) {
            event.writeBytes(bytes("id: " + reader.place() + "\n"));
        }
        event.writeBytes(DATA);
        char between = '[';
        for (ShownLevel level : batch.levels()) {
            event.write(between);
            event.writeBytes(reader.json(level));
            between = ',';
        }
        event.write(']');
        event.writeBytes(END);
    }

    private void send() throws IOException {
        boolean cut = false;
        Throwable failure = null;
        writes.begin(System.nanoTime());
        try {
            event.writeTo(out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            cut = writes.end();
        }
        event.reset();
        if (cut) {
            throw new StuckException(failure);
        }
        if (failure != null) {
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }
}
