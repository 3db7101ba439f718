package io.inventory4j;

/** The argument that a careless caller forgets; the compiler would not let a test write it down. */
public final class Absent {
    private Absent() {}

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    public static <T> T value() {
        return null;
    }
}
