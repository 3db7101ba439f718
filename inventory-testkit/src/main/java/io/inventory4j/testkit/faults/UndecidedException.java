package io.inventory4j.testkit.faults;

/** The history of a run has too much in doubt to be decided: it says nothing about the ledger. */
final class UndecidedException extends Exception {
    private static final long serialVersionUID = 1;

    UndecidedException(String message) {
        super(message);
    }
}
