package io.inventory4j.examples.replay;

/** How a run has ended, as scripts see it. */
final class ExitCode {
    /** The sale was replayed, and all books agree. */
    static final int CLEAN = 0;

    /** The sale was replayed, and something was oversold, or two books do not agree. Nothing else has this code. */
    static final int BROKEN = 1;

    /** Options that cannot be, or a port of the page that is in use. */
    static final int WRONG_OPTIONS = 2;

    /** An order file or a plan that cannot be used, or a report that cannot be written. */
    static final int WRONG_FILES = 3;

    /** A store that cannot be used, is in use, or has failed. */
    static final int STORE_FAILED = 4;

    /** Whatever nobody thought of, and too little memory. */
    static final int FAULT = 5;

    static final String MEANING = """
            Exit codes:
              0  all books agree
              1  oversold, or a discrepancy between two books
              2  wrong options, or a port in use
              3  an order file or a plan that cannot be used, or a report that cannot be written
              4  a store that cannot be used, that another process sells by, or that has failed
              5  a fault of this program, or too little memory""";

    private ExitCode() {}
}
