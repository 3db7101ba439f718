package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;
import static io.inventory4j.redis.Redis.command;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Replies;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks when a ledger opens whether a server is fit to keep stock. */
final class StartUp {
    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);
    private static final int MAJOR = 6;
    private static final int MINOR = 2;

    private final Redis redis;
    private final NamespaceKeys keys;

    StartUp(Redis redis, NamespaceKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Throws a {@link LedgerException} with NONE, whose message says what to change, if it is not. */
    void check() {
        Map<String, String> info =
                Replies.info(Objects.requireNonNull(checked("INFO", redis.attempt(command("INFO")))));
        checkVersion(info.getOrDefault("redis_version", ""));
        checkEviction(info.getOrDefault("maxmemory_policy", ""));
        checkCommands();
        if (info.getOrDefault("aof_enabled", "0").equals("0")) {
            LOG.warn("This Redis keeps no append-only file: what was acknowledged since its last snapshot, if it makes"
                    + " any, is lost when it dies; set appendonly yes");
        }
    }

    private static void checkVersion(String version) {
        String[] numbers = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(numbers[0]);
            if (major > MAJOR || (major == MAJOR && Integer.parseInt(numbers[1]) >= MINOR)) {
                return;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw unfit("says that its version is " + version, e);
        }
        throw unfit("is of version " + version + "; it must be 6.2 or later", null);
    }

    /** No key of a ledger has a time to live, so policies that delete only such keys delete none. */
    private static void checkEviction(String policy) {
        if (policy.startsWith("allkeys")) {
            throw unfit(
                    "has the eviction policy " + policy
                            + ", which deletes stock when memory is full; set maxmemory-policy" + " noeviction",
                    null);
        }
    }

    /**
     * Tries every command that is sent: a script that fails in its middle leaves half of its work written. What a
     * script uses is tried in a script, the rest as it is.
     */
    private void checkCommands() {
        checked("EVAL", redis.attempt(command("EVAL", bytes("return 1"), bytes("0"))));
        List<?> refused = Replies.list(checked("EVALSHA", redis.check()));
        for (Object one : refused) {
            List<?> command = Replies.list(one);
            checked(Replies.text(command.get(0)), new RedisError(Replies.text(command.get(1))));
        }
        checked(
                "XREAD",
                redis.attempt(
                        command("XREAD", bytes("COUNT"), bytes("1"), bytes("STREAMS"), keys.journal(), bytes("0"))));
        if (redis.strict()) {
            checked("WAIT", redis.attempt(command("WAIT", bytes("0"), bytes("0"))));
        }
    }

    /** The reply, unless the server lacks the command or this user may not run it. */
    private static @Nullable Object checked(String command, @Nullable Object reply) {
        if (!(reply instanceof RedisError error)) {
            return reply;
        }
        if (error.message().startsWith("NOAUTH")) {
            throw ServerErrors.failure(error);
        }
        if (ServerErrors.ofState(error)) {
            return null;
        }
        throw unfit(
                "does not run the command " + command + ", which the ledger needs; do not rename it, and allow it for"
                        + " this user. It says: " + error.message(),
                null);
    }

    private static LedgerException unfit(String why, @Nullable Throwable cause) {
        return new LedgerException(Effect.NONE, "this Redis " + why, cause);
    }
}
