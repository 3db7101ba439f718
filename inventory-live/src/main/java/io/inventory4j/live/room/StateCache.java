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

    private record Read(
            long at,
            String time,
            @Nullable String etag,
            byte @Nullable [] body,
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
        RoomResponse response = read.etag() != null && matches(known, read.etag())
                ? RoomResponse.of(304)
                : RoomResponse.of(200, CommandJson.TYPE, read.body() == null ? new byte[0] : read.body());
        return response.with("ETag", read.etag()).with("Server-Time", read.time());
    }

    private static boolean matches(@Nullable String known, String etag) {
        return known != null && (known.strip().equals("*") || known.contains(etag));
    }

    private synchronized Read read() {
        long now = nanos.getAsLong();
        Read known = last;
        if (known == null || now - known.at() > KEPT.toNanos()) {
            known = readNow(now);
            last = known;
        }
        return known;
    }

    private Read readNow(long nanosNow) {
        Instant now = clock.instant();
        try {
            ObjectNode state = json.read(now);
            // The time is no change of the state, so it is not a part of the tag.
            String etag = "\"" + hash(CommandJson.bytes(state)) + "\"";
            return new Read(nanosNow, now.toString(), etag, CommandJson.bytes(state.put("at", now.toString())), null);
        } catch (LedgerException e) {
            return new Read(nanosNow, now.toString(), null, null, e);
        }
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
