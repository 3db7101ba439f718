package io.inventory4j.servers.jdbc;

import io.inventory4j.testkit.faults.Messages;

/** Where messages end in the protocols of the databases, as far as a proxy has to know. No TLS, no compression. */
public final class WireProtocols {
    private static final int BYTE = 0xFF;

    private WireProtocols() {}

    /**
     * PostgreSQL's: a type byte, then a length of four bytes, highest first, which counts itself but not the type. What a
     * client sends first has no type byte: the startup message, or a cancel request. Its length is below 2^24, so its first
     * byte is 0, which is no type. The answer to a TLS or GSS request is a lone byte that this does not know: connect with
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
     * MariaDB's and MySQL's: a length of three bytes, lowest first, then a sequence number, then as many bytes. A command
     * of 16 MiB or more goes in several such packets; each counts as a message.
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
