package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the server's errors mean for a call: whether anything can have happened, and whether it may be tried again. */
final class ServerErrors {
    // An error that a command within a script met stands within the script's own, in older servers behind a minus sign.
    private static final String BEGIN = "(?:^|[^A-Z])";

    /** The server does not want to now, or another is to be asked. */
    private static final Pattern PASSING =
            Pattern.compile(BEGIN + "(MOVED|ASK|TRYAGAIN|CLUSTERDOWN|LOADING|BUSY|READONLY|MASTERDOWN|NOREPLICAS)\\b");

    /** The server does not want to at all. Scripts write last, and the first write meets these or none does. */
    private static final Pattern LASTING =
            Pattern.compile(BEGIN + "(OOM|MISCONF|NOAUTH|NOPERM|WRONGPASS|NOSCRIPT|CROSSSLOT)\\b");

    private static final Pattern ASK = Pattern.compile("^ASK \\d+ (\\S+)$");

    private ServerErrors() {}

    static boolean passing(RedisError error) {
        return PASSING.matcher(error.message()).find();
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
