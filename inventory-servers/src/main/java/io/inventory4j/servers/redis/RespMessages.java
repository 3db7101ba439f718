package io.inventory4j.servers.redis;

import io.inventory4j.testkit.faults.Messages;

/**
 * The ends of messages in Redis' protocol, RESP2 and RESP3: requests, replies and pushes. An attribute and the reply
 * that follows are one message. It knows no inline commands, which no client sends, and no streamed replies, which no
 * server sends.
 */
public final class RespMessages implements Messages {
    private static final long LONGEST = Integer.MAX_VALUE;

    @Override
    public int length(byte[] bytes, int from, int to) {
        long at = from;
        // Elements still to come, of all levels together.
        long missing = 1;
        while (missing > 0) {
            if (at >= to) {
                return 0;
            }
            byte type = bytes[(int) at];
            boolean sized = sized(type);
            int end = lineEnd(bytes, (int) at, to);
            if (end < 0) {
                return 0;
            }
            long size = sized ? number(bytes, (int) at + 1, end - 2) : 0;
            missing += elements(type, size) - 1;
            at = end + (bulk(type) && size >= 0 ? size + 2 : 0);
        }
        if (at - from > LONGEST) {
            throw new IllegalArgumentException("a message of " + (at - from) + " bytes");
        }
        return (int) (at - from);
    }

    /** The place after the line that begins at from, or -1 if its end is not there yet. */
    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int at = from + 1; at < to; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r') {
                return at + 1;
            }
        }
        return -1;
    }

    /** Whether the first line is a number, which says how much follows. */
    private static boolean sized(byte type) {
        return switch (type) {
            case '$', '!', '=', '*', '~', '>', '%', '|' -> true;
            case '+', '-', ':', '_', ',', '#', '(' -> false;
            default -> throw new IllegalArgumentException("no message begins with byte " + type);
        };
    }

    private static boolean bulk(byte type) {
        return type == '$' || type == '!' || type == '=';
    }

    /** How many elements follow; after an attribute, one more: the reply that it belongs to. */
    private static long elements(byte type, long size) {
        return switch (type) {
            case '*', '~', '>' -> Math.max(0, size);
            case '%' -> Math.max(0, 2 * size);
            case '|' -> Math.max(0, 2 * size) + 1;
            default -> 0;
        };
    }

    private static long number(byte[] bytes, int from, int to) {
        if (to - from == 2 && bytes[from] == '-' && bytes[from + 1] == '1') {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9' || number > LONGEST) {
                throw new IllegalArgumentException("no size ends with byte " + bytes[at]);
            }
            number = 10 * number + bytes[at] - '0';
        }
        if (from == to) {
            throw new IllegalArgumentException("a size without digits");
        }
        return number;
    }
}
