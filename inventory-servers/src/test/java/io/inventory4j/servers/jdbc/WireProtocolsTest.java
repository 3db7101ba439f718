package io.inventory4j.servers.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.testkit.faults.Messages;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireProtocolsTest {
    private static final Messages POSTGRES = WireProtocols.of(DatabaseKind.POSTGRES);
    private static final Messages MARIADB = WireProtocols.of(DatabaseKind.MARIADB);

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    /** The lengths of all messages; the last is 0 if bytes are missing. */
    private static List<Integer> lengths(Messages messages, byte[] bytes) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = messages.length(bytes, at, bytes.length);
            found.add(length);
            if (length == 0) {
                break;
            }
            at += length;
        }
        return found;
    }

    @Test
    void onlyTheFirstMessageOfAPostgresClientHasNoType() {
        byte[] sent = hex(
                "00000010 00030000 7573657200 7500 00", // startup, user = u
                "70 00000006 7800", // password x
                "51 0000000d 53454c454354203100", // SELECT 1
                "53 00000004", // sync
                "58 00000004"); // terminate
        assertEquals(List.of(16, 7, 14, 5, 5), lengths(POSTGRES, sent));
    }

    @Test
    void aPostgresCancelRequestHasNoType() {
        assertEquals(List.of(16), lengths(POSTGRES, hex("00000010 04d2162e 0000002a 12345678")));
    }

    @Test
    void allMessagesOfAPostgresServerHaveATypeAndMayBeLong() {
        byte[] answers = hex("52 00000008 00000000", "5a 00000005 49", "44 00fa5680");
        assertEquals(9, POSTGRES.length(answers, 0, answers.length));
        assertEquals(6, POSTGRES.length(answers, 9, answers.length));
        assertEquals(1 + 0xfa5680, POSTGRES.length(answers, 15, answers.length));
    }

    @Test
    void aPostgresLengthIsKnownAfterItsLastByte() {
        byte[] typed = hex("5a 00000005 49");
        byte[] first = hex("00000010");
        for (int there = 0; there < 5; there++) {
            assertEquals(0, POSTGRES.length(typed, 0, there));
        }
        assertEquals(6, POSTGRES.length(typed, 0, 5));
        assertEquals(0, POSTGRES.length(first, 0, 3));
        assertEquals(16, POSTGRES.length(first, 0, 4));
    }

    @Test
    void anImpossiblePostgresLengthIsAnError() {
        byte[] tooShort = hex("5a 00000003");
        byte[] negative = hex("5a ffffffff");
        assertThrows(IllegalArgumentException.class, () -> POSTGRES.length(tooShort, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> POSTGRES.length(negative, 0, 5));
    }

    @Test
    void aMariaDbPacketBeginsWithItsLengthLowestByteFirst() {
        byte[] packets = hex(
                "09000000 0353454c4543542031", // SELECT 1
                "01000000 0e", // ping
                "00000001", // empty
                "030201ff"); // the head of a long one
        assertEquals(13, MARIADB.length(packets, 0, packets.length));
        assertEquals(5, MARIADB.length(packets, 13, packets.length));
        assertEquals(4, MARIADB.length(packets, 18, packets.length));
        assertEquals(4 + 0x010203, MARIADB.length(packets, 22, packets.length));
        assertEquals(4 + 0xffffff, MARIADB.length(hex("ffffff00"), 0, 4));
    }

    @Test
    void aMariaDbLengthIsKnownAfterTheWholeHead() {
        byte[] ping = hex("01000000 0e");
        for (int there = 0; there < 4; there++) {
            assertEquals(0, MARIADB.length(ping, 0, there));
        }
        assertEquals(5, MARIADB.length(ping, 0, 4));
        assertEquals(List.of(5), lengths(MARIADB, ping));
    }
}
