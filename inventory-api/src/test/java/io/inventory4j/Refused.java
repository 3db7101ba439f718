package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/**
 * What is asked of every argument that is out of bounds: a message that names the argument, the value and the bound.
 */
public final class Refused {
    private Refused() {}

    public static void argument(Executable call, Object... named) {
        String message = message(assertThrows(IllegalArgumentException.class, call));
        for (Object part : named) {
            assertTrue(message.contains(part.toString()), () -> "'" + message + "' should name '" + part + "'");
        }
    }

    public static void absent(String name, Executable call) {
        String message = message(assertThrows(NullPointerException.class, call));
        assertTrue(message.contains(name), () -> "'" + message + "' should name '" + name + "'");
    }

    private static String message(Exception thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
