package io.inventory4j.servers.jdbc;

import io.inventory4j.testkit.faults.Messages;

/** The ends of messages in the protocols of the databases, for a proxy. Without TLS and compression. */
public final class WireProtocols {
    private static final int BYTE = 0xFF;

    private WireProtocols() {}

    /**
     * PostgreSQL's messages.
     *
     * <pre>
     * message  = type length body      length: 4 bytes, highest first; counts itself and the body
     * first    = length body           of a client: startup or cancel request; shorter than 2^24, so byte 0 is 0
     * </pre>
     *
     * No type is 0. The answer to a TLS or GSS request is a single byte, which this does not know: connect with
     * {@code sslmode=disable}.
     */
    public static Messages postgres() {
        return (bytes, from, to) -> {
            if (from == to) {
                return 0;
            }
            int type = bytes[from] == 0 ? 0 : 1;
            if (to - from < type + 4) {
                return 0;
            }
            int at = from + type;
            int length = (bytes[at] & BYTE) << 24
                    | (bytes[at + 1] & BYTE) << 16
                    | (bytes[at + 2] & BYTE) << 8
                    | (bytes[at + 3] & BYTE);
            if (length < 4) {
                throw new IllegalArgumentException("no message of PostgreSQL is " + length + " bytes long");
            }
            return Math.addExact(type, length);
        };
    }

    /**
     * MariaDB's and MySQL's packets.
     *
     * <pre>
     * packet = length number body      length: 3 bytes, lowest first; counts the body; number: 1 byte
     * </pre>
     *
     * A command of 16 MiB or more is sent in several packets; each counts as a message.
     */
    public static Messages mariadb() {
        return (bytes, from, to) -> to - from < 4
                ? 0
                : 4 + ((bytes[from] & BYTE) | (bytes[from + 1] & BYTE) << 8 | (bytes[from + 2] & BYTE) << 16);
    }

    /** The protocol of a kind of database. */
    public static Messages of(DatabaseKind kind) {
        return switch (kind) {
            case POSTGRES -> postgres();
            case MARIADB -> mariadb();
        };
    }
}
