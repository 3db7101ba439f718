package io.inventory4j.testkit.history;

import io.inventory4j.testkit.limit.Limited;

/** What a search may cost: numbers, not seconds, so that a verdict does not depend on the machine. */
final class Budget {
    private static final int EACH = 1_000;

    private final long maxConfigurations;
    private final long maxQuestions;
    private long configurations;
    private long questions;

    Budget(long maxConfigurations, long maxQuestions) {
        this.maxConfigurations = maxConfigurations;
        this.maxQuestions = maxQuestions;
    }

    boolean spent() {
        return configurations >= maxConfigurations || questions >= maxQuestions;
    }

    void configuration() {
        configurations++;
        if (configurations % EACH == 0) {
            // A search has bounds of its own, and no ledger waits for it.
            Limited.goOn();
        }
    }

    void question() {
        questions++;
    }

    long questions() {
        return questions;
    }

    @Override
    public String toString() {
        return configurations + " configurations and " + questions + " questions to the model";
    }
}
