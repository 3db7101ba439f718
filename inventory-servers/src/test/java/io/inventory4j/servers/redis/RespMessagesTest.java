package io.inventory4j.servers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.servers.Eventually;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.TcpProxy;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespMessagesTest {
    private static final Messages RESP = new RespMessages();

    private static byte[] wire(String text) {
        return text.replace(" ", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The lengths of all messages; the last is 0 if bytes are missing. */
    private static List<Integer> lengths(byte[] bytes) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = RESP.length(bytes, at, bytes.length);
            found.add(length);
            if (length == 0) {
                break;
            }
            at += length;
        }
        return found;
    }

    /** One message each; a space stands for the end of a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK ",
                "+ ",
                "-ERR\u00b7wrong ",
                ":-42 ",
                "$5 ab\ncd ",
                "$0  ",
                "$-1 ",
                "*-1 ",
                "*0 ",
                "*2 $3 GET $1 k ",
                "*3 :1 *2 $-1 *1 +a -ERR ",
                "_ ",
                ",3.25 ",
                ",-inf ",
                "#t ",
                "(3492890328409238509324850943850943825024385 ",
                "!9 ERR\u00b7wrong ",
                "=7 txt:abc ",
                "%2 +a *2 :1 :2 $1 b %1 #f _ ",
                "%0 ",
                "~2 :1 *1 :2 ",
                ">3 $7 message $1 c $2 hi ",
                "|1 +ttl :3600 $1 v ",
                "*2 |1 +ttl :3600 $1 v :2 ",
                "|0 |1 +a +b *1 :1 "
            })
    void aMessageEndsWhereItsLastElementDoes(String text) {
        byte[] message = wire(text);
        assertEquals(List.of(message.length), lengths(message));
        byte[] twice = wire(text + text);
        assertEquals(List.of(message.length, message.length), lengths(twice));
        for (int there = 1; there < message.length; there++) {
            int length = RESP.length(message, 0, there);
            assertEquals(length == 0 ? 0 : message.length, length, "of " + there + " bytes of " + text);
        }
    }

    @Test
    void aStringMayContainMessages() {
        assertEquals(List.of(24, 4, 5), lengths(wire("*1 $13 *1 $1 x +a :1 +OK ")));
    }

    @Test
    void aLengthIsKnownAfterTheLastHead() {
        byte[] head = wire("*2 $3 SET $1000000 ");
        assertEquals(head.length + 1_000_002, RESP.length(head, 0, head.length));
        assertEquals(0, RESP.length(head, 0, head.length - 1));
        byte[] more = wire("*2 $1000000 ");
        assertEquals(0, RESP.length(more, 0, more.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x ", "\n", " ", "$abc ", "$ ", "*-2 ", "$? ", "$99999999999 ", "*2 :1 PING ", "\u0016\u0003"})
    void anythingElseIsAnError(String text) {
        byte[] bytes = wire(text);
        assertThrows(IllegalArgumentException.class, () -> RESP.length(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Timeout(60)
    void aProxyPassesOnARealSession(int version) {
        RedisServer server = RedisServer.shared();
        String large = "x".repeat(1_000_000);
        try (TcpProxy proxy = TcpProxy.to(server.address(), RESP);
                RespConnection hello = new RespConnection(proxy.address(), Duration.ofSeconds(10))) {
            hello.ask(RespConnection.words("ECHO", large));
            hello.send(RespConnection.words("HELLO", Integer.toString(version)));
            hello.send(RespConnection.words("EVAL", "return {1, {'a', false}, redis.error_reply('X y')}", "0"));
            hello.send(RespConnection.words("CONFIG", "GET", "max*"));
            hello.send(RespConnection.words("COMMAND"));
            hello.send(RespConnection.words("ECHO", large));
            Eventually.is("all came through", () -> proxy.passed(Direction.TO_CLIENT) == 6);
            assertEquals(6, proxy.passed(Direction.TO_SERVER));
        }
    }
}
