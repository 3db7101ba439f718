package io.inventory4j.live.room;

import io.inventory4j.LedgerException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state as it was read last, for everybody who looks within half a second; one reads, and the others wait for it.
 * That the store cannot answer is kept as long. Thread-safe.
 */
final class StateCache {
    static final Duration KEPT = Duration.ofMillis(500);

    private static final int ETAG_BYTES = 16;

    /** What was read, or why it could not be. */
    private record Read(
            long at,
            @Nullable String etag,
            RoomResponse full,
            RoomResponse unchanged,
            @Nullable LedgerException failure) {}

    private final StateJson json;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private @Nullable Read last;

    StateCache(StateJson json, InstantSource clock, LongSupplier nanos) {
        this.json = json;
        this.clock = clock;
        this.nanos = nanos;
    }

    InstantSource clock() {
        return clock;
    }

    /** Forgets what was read: somebody did something. */
    synchronized void changed() {
        last = null;
    }

    RoomResponse answer(@Nullable String known) {
        Read read = read();
        if (read.failure() != null) {
            throw read.failure();
        }
        return matches(known, read.etag()) ? read.unchanged() : read.full();
    }

    private static boolean matches(@Nullable String known, @Nullable String etag) {
        return known != null && etag != null && (known.strip().equals("*") || known.contains(etag));
    }

    private synchronized Read read() {
        long now = nanos.getAsLong();
        Read known = last;
        if (known == null || now - known.at() > KEPT.toNanos()) {
            // Kept from when it was read: a slow store is not read again by each who waited for it.
            known = readNow();
            last = known;
        }
        return known;
    }

    private Read readNow() {
        Instant now = clock.instant();
        try {
            ObjectNode state = json.read(now);
            // The time is no change of the state, so it is not a part of the tag.
            String etag = "\"" + hash(CommandJson.bytes(state)) + "\"";
            byte[] body = CommandJson.bytes(state.put("at", now.toString()));
            return new Read(
                    nanos.getAsLong(),
                    etag,
                    tagged(RoomResponse.of(200, CommandJson.TYPE, body), etag, now),
                    tagged(RoomResponse.of(304), etag, now),
                    null);
        } catch (LedgerException e) {
            return new Read(nanos.getAsLong(), null, RoomResponse.of(503), RoomResponse.of(503), e);
        }
    }

    private static RoomResponse tagged(RoomResponse response, String etag, Instant now) {
        return response.with("ETag", etag).with("Server-Time", now.toString());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
