package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error of the server means for a call: whether anything may have happened, and whether to try again. */
final class ServerErrors {
    // If a command within a script fails, the error of the script contains that of the command; in older servers a
    // minus sign comes before it.
    private static final String BEGIN = "(?:^|[^A-Z])";

    /** The server does not do it now, or another server is responsible. */
    private static final Pattern PASSING = Pattern.compile(
            BEGIN + "(MOVED|ASK|TRYAGAIN|CLUSTERDOWN|LOADING|BUSY|LATE|READONLY|MASTERDOWN|NOREPLICAS)\\b");

    /**
     * The server does not do it at all. A script gets such an error at its first write or never: nothing is written.
     */
    private static final Pattern LASTING =
            Pattern.compile(BEGIN + "(OOM|MISCONF|NOAUTH|NOPERM|WRONGPASS|NOSCRIPT|CROSSSLOT)\\b");

    /** The server does it in another state. */
    private static final Pattern STATE = Pattern.compile(BEGIN + "(OOM|MISCONF|READONLY|NOREPLICAS|MASTERDOWN)\\b");

    private static final Pattern ASK = Pattern.compile("^ASK \\d+ (\\S+)$");

    private static final Pattern LATE = Pattern.compile("^LATE (\\d+)$");

    private ServerErrors() {}

    /** The server's time in microseconds, where it has refused a call that came after its caller gave up; else null. */
    static @Nullable Long late(RedisError error) {
        Matcher late = LATE.matcher(error.message());
        return late.matches() ? Long.valueOf(late.group(1)) : null;
    }

    static boolean passing(RedisError error) {
        return PASSING.matcher(error.message()).find();
    }

    /**
     * Whether a command failed because of the server's state, such as full memory. Before that, Redis looks for the
     * command and asks whether the user may run it, so both are certain.
     */
    static boolean ofState(RedisError error) {
        return STATE.matcher(error.message()).find();
    }

    /** The node that an ASK names, or null. */
    static @Nullable String askedNode(RedisError error) {
        Matcher ask = ASK.matcher(error.message());
        return ask.matches() ? ask.group(1) : null;
    }

    static LedgerException failure(RedisError error) {
        boolean nothing = passing(error) || LASTING.matcher(error.message()).find();
        return new LedgerException(nothing ? Effect.NONE : Effect.UNKNOWN, "Redis answered: " + error.message(), null);
    }
}
