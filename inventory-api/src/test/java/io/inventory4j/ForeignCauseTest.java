package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException.Effect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The chain of a failure has no type of a driver: frameworks act on types that they find there. */
class ForeignCauseTest {
    private static LedgerException failure(@Nullable Throwable cause) {
        return new LedgerException(Effect.UNKNOWN, "the store did not answer", cause);
    }

    private static List<Throwable> all(Throwable failure) {
        List<Throwable> all = new ArrayList<>(List.of(failure));
        for (int i = 0; i < all.size(); i++) {
            Throwable cause = all.get(i).getCause();
            if (cause != null) {
                all.add(cause);
            }
            all.addAll(List.of(all.get(i).getSuppressed()));
        }
        return all;
    }

    private static void assertOurs(Throwable failure) {
        for (Throwable one : all(failure)) {
            assertTrue(one.getClass().getName().startsWith("io.inventory4j."), () -> "of " + one.getClass());
        }
    }

    @Test
    void rule_10_1_aFailureKeepsWhatADriverHasThrownAsText() {
        EOFException root = new EOFException("closed by the server");
        UncheckedIOException thrown = new UncheckedIOException("reading", root);
        thrown.addSuppressed(new IllegalStateException("closing", new EOFException()));

        LedgerException failure = failure(thrown);

        assertOurs(failure);
        Throwable cause = Objects.requireNonNull(failure.getCause());
        assertEquals("java.io.UncheckedIOException: reading", cause.getMessage());
        assertArrayEquals(thrown.getStackTrace(), cause.getStackTrace());
        Throwable last = Objects.requireNonNull(cause.getCause());
        assertEquals("java.io.EOFException: closed by the server", last.getMessage());
        assertArrayEquals(root.getStackTrace(), last.getStackTrace());
        assertNull(last.getCause());
        Throwable suppressed = cause.getSuppressed()[0];
        assertEquals("java.lang.IllegalStateException: closing", suppressed.getMessage());
        assertEquals(
                "java.io.EOFException",
                Objects.requireNonNull(suppressed.getCause()).getMessage());
    }

    @Test
    void aStackTraceReadsAsTheOriginal() {
        StringWriter text = new StringWriter();
        failure(new UncheckedIOException("reading", new EOFException("closed"))).printStackTrace(new PrintWriter(text));
        assertTrue(text.toString().contains("Caused by: java.io.UncheckedIOException: reading\n"), text::toString);
        assertTrue(text.toString().contains("Caused by: java.io.EOFException: closed\n"), text::toString);
    }

    @Test
    void aCauseOfOursIsKept() {
        LedgerException inner = failure(new EOFException());
        LedgerException outer = failure(inner);
        assertSame(inner, outer.getCause());
        Throwable text = Objects.requireNonNull(inner.getCause());
        assertSame(text, failure(text).getCause());
        assertOurs(outer);
    }

    @Test
    void rule_10_1_anErrorIsACauseToo() {
        LedgerException failure = failure(new NoClassDefFoundError("io/lettuce/core/Missing"));
        assertOurs(failure);
        assertEquals(
                "java.lang.NoClassDefFoundError: io/lettuce/core/Missing",
                Objects.requireNonNull(failure.getCause()).getMessage());
    }

    @Test
    void aChainWithoutEndEnds() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);
        first.addSuppressed(second);
        assertEquals(3, all(failure(first)).size());

        Throwable longest = new IllegalStateException("0");
        for (int i = 1; i < 1_000; i++) {
            longest = new IllegalStateException(Integer.toString(i), longest);
        }
        assertEquals(51, all(failure(longest)).size());
    }

    @Test
    void aFailureCanBeSerializedWhateverTheDriverHasThrown() throws Exception {
        Exception thrown = new Exception("not serializable") {
            private static final long serialVersionUID = 1L;

            @SuppressWarnings({"serial", "UnusedVariable"})
            private final Object socket = new Object();
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure(thrown));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            LedgerException read = (LedgerException) in.readObject();
            assertEquals(Effect.UNKNOWN, read.effect());
            assertNotNull(read.getCause());
        }
    }
}
