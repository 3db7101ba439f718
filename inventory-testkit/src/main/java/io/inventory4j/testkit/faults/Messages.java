package io.inventory4j.testkit.faults;

/** Finds where the messages of a protocol end, so that a {@link TcpProxy} can let a fault happen at a chosen one. */
@FunctionalInterface
public interface Messages {
    /**
     * The length of a message.
     *
     * @param bytes what came in one direction and was not passed on yet
     * @param from where the message begins
     * @param to where the bytes end, after {@code from}
     * @return its length in bytes, or 0 if more bytes are needed to know
     */
    int length(byte[] bytes, int from, int to);

    /**
     * Every byte is a message: a fault can happen anywhere.
     *
     * @return the protocol
     */
    static Messages bytes() {
        return (bytes, from, to) -> 1;
    }

    /**
     * Every line is a message, with its line feed.
     *
     * @return the protocol
     */
    static Messages lines() {
        return (bytes, from, to) -> {
            for (int at = from; at < to; at++) {
                if (bytes[at] == '\n') {
                    return at + 1 - from;
                }
            }
            return 0;
        };
    }
}
