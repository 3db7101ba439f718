package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.script.Micros;
import io.inventory4j.redis.script.Packer;
import io.inventory4j.redis.script.Request;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecordedCallTest {
    private static final long TIME = 1_700_000_000_123_456L;

    private static final long[] BY = {TIME, TIME - 2, TIME - 1};
    private static final byte[] PURGE = Request.purge(BY, 10);
    private static final byte[] NOTHING_FORGOTTEN =
            new Packer().array(2).number(TIME).number(0).toBytes();

    @Test
    void aCallThatTouchesNoLineTakesOnePlace() {
        RecordedCall call = RecordedCall.of(8, PURGE, NOTHING_FORGOTTEN);
        assertEquals(8, call.sequence());
        assertEquals(7, call.after());
        assertEquals(Micros.instant(TIME), call.at());
        assertEquals(List.of(), call.entries());
        assertEquals(List.of(), call.subjects());
    }

    @Test
    void itsBytesAreItsOwn() {
        byte[] request = PURGE.clone();
        byte[] answer = NOTHING_FORGOTTEN.clone();
        RecordedCall call = RecordedCall.of(8, request, answer);
        request[0]++;
        answer[0]++;
        call.request()[0]++;
        call.answer()[0]++;
        assertArrayEquals(PURGE, call.request());
        assertArrayEquals(NOTHING_FORGOTTEN, call.answer());
    }

    @Test
    void callsAreEqualByPlaceRequestAndAnswer() {
        RecordedCall call = RecordedCall.of(8, PURGE, NOTHING_FORGOTTEN);
        RecordedCall same = RecordedCall.of(8, PURGE, NOTHING_FORGOTTEN);
        assertEquals(call, same);
        assertEquals(call.hashCode(), same.hashCode());
        assertNotEquals(call, RecordedCall.of(9, PURGE, NOTHING_FORGOTTEN));
        assertNotEquals(call, RecordedCall.of(8, Request.purge(BY, 11), NOTHING_FORGOTTEN));
        assertNotEquals(
                call,
                RecordedCall.of(
                        8, PURGE, new Packer().array(2).number(TIME).number(1).toBytes()));
    }

    @Test
    void damagedBytesAreReported() {
        byte[] unknown = new Packer().number(4).toBytes();
        RecordedCall damaged = RecordedCall.of(8, Request.expire(10, null), new byte[] {'x'});
        Stream.<Executable>of(
                        RecordedCall.of(8, unknown, NOTHING_FORGOTTEN)::kind,
                        RecordedCall.of(8, new byte[0], NOTHING_FORGOTTEN)::entries,
                        damaged::at,
                        damaged::entries,
                        damaged::after,
                        damaged::subjects)
                .forEach(RecordedCallTest::assertUnreadable);
    }

    private static void assertUnreadable(Executable reader) {
        LedgerException failure = assertThrows(LedgerException.class, reader);
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith("the call at 8 cannot be read"), failure::getMessage);
        assertEquals(Effect.NONE, failure.effect());
    }
}
