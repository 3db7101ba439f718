package io.inventory4j.examples.replay.audit;

/**
 * Two books that should agree and do not.
 *
 * @param subject the stock code, or what it is about
 * @param what what was compared
 * @param expected what it should be
 * @param found what it is
 */
public record Discrepancy(String subject, String what, String expected, String found) {
    Discrepancy(String subject, String what, long expected, long found) {
        this(subject, what, Long.toString(expected), Long.toString(found));
    }

    @Override
    public String toString() {
        return "DISCREPANCY " + subject + ": " + what + ": expected " + expected + ", found " + found;
    }
}
