package io.inventory4j.testkit.words;

/** Failures of the kit, with more words around theirs. Stateless, thread-safe. */
public final class Failures {
    private static final String KIT = "io.inventory4j.testkit.";

    private Failures() {}

    /**
     * A failure with words before and after its own. It takes the place of the first: if that were its cause, a build
     * would print the same text twice, and some of these texts are long.
     *
     * @param before what to say first
     * @param failure what failed
     * @param after what to say at last
     * @return the failure, with the stack and the cause of the first; an exception that is not the kit's is its
     *     cause
     */
    public static AssertionError around(String before, Throwable failure, String after) {
        String text = before + failure.getMessage() + after;
        if (!(failure instanceof AssertionError)
                && !failure.getClass().getName().startsWith(KIT)) {
            return new AssertionError(text, failure);
        }
        AssertionError whole = new AssertionError(text, failure.getCause());
        whole.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            whole.addSuppressed(suppressed);
        }
        return whole;
    }
}
