package io.inventory4j.examples.replay.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the buyers and the warehouse believe has happened, counted by themselves from the answers they got. The ledger
 * has no part in it, so the audit can compare the two. Thread-safe.
 */
public final class Tally {
    private final Map<String, EnumMap<Count, Long>> bySku = new TreeMap<>();
    private final Map<String, Long> refusedBecause = new TreeMap<>();
    private final Map<String, Long> happened = new TreeMap<>();
    private final List<Discrepancy> surprises = new ArrayList<>();

    public synchronized void add(String sku, Count count, long units) {
        bySku.computeIfAbsent(sku, key -> new EnumMap<>(Count.class)).merge(count, units, Long::sum);
    }

    public synchronized void refused(String sku, String why, long units) {
        add(sku, Count.REFUSED, units);
        refusedBecause.merge(why, units, Long::sum);
    }

    /**
     * Counts what is worth a line on the screen but is no units of one article.
     *
     * @param what the words that it is asked for by
     * @param times how often
     */
    public synchronized void happened(String what, long times) {
        happened.merge(what, times, Long::sum);
    }

    /**
     * Counts a cart that holds something.
     *
     * @param cut whether it wanted more
     */
    public void held(boolean cut) {
        happened(cut ? "carts held in part" : "carts held in full", 1);
    }

    /**
     * Takes down an answer that cannot be, from all that the shop knows.
     *
     * @param subject the order or move
     * @param verb what was asked
     * @param answer the answer
     */
    public synchronized void surprise(String subject, String verb, String answer) {
        surprises.add(new Discrepancy(subject, "answer to " + verb, "applied", answer));
    }

    public synchronized long of(String sku, Count count) {
        EnumMap<Count, Long> counts = bySku.get(sku);
        return counts == null ? 0 : counts.getOrDefault(count, 0L);
    }

    public synchronized long total(Count count) {
        return bySku.values().stream()
                .mapToLong(counts -> counts.getOrDefault(count, 0L))
                .sum();
    }

    /**
     * What was paid for and not cancelled.
     *
     * @param sku the stock code
     * @return units
     */
    public synchronized long sold(String sku) {
        return of(sku, Count.CONFIRMED) - of(sku, Count.CANCELLED);
    }

    public synchronized NavigableSet<String> skus() {
        return new TreeSet<>(bySku.keySet());
    }

    public synchronized Map<String, Long> refusedBecause() {
        return new TreeMap<>(refusedBecause);
    }

    public synchronized long times(String what) {
        return happened.getOrDefault(what, 0L);
    }

    synchronized List<Discrepancy> surprises() {
        return List.copyOf(surprises);
    }
}
