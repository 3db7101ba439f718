package io.inventory4j.examples.replay.audit;

import io.inventory4j.stock.StockKey;
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
    private static final EnumMap<Count, Long> NOTHING = new EnumMap<>(Count.class);

    private final Map<String, Map<StockKey, EnumMap<Count, Long>>> bySku = new TreeMap<>();
    private final Map<String, Long> refusedBecause = new TreeMap<>();
    private final Map<String, Long> happened = new TreeMap<>();
    private final List<Discrepancy> surprises = new ArrayList<>();

    public synchronized void add(StockKey line, Count count, long units) {
        bySku.computeIfAbsent(line.sku(), sku -> new TreeMap<>())
                .computeIfAbsent(line, key -> new EnumMap<>(Count.class))
                .merge(count, units, Long::sum);
    }

    public synchronized void refused(StockKey line, String why, long units) {
        add(line, Count.REFUSED, units);
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

    public synchronized long of(StockKey line, Count count) {
        return sum(bySku.getOrDefault(line.sku(), Map.of()).getOrDefault(line, NOTHING), count);
    }

    /**
     * What is counted of an article, over all of its lines.
     *
     * @param sku the stock code
     * @param count what
     * @return units
     */
    public synchronized long of(String sku, Count count) {
        return bySku.getOrDefault(sku, Map.of()).values().stream()
                .mapToLong(counts -> sum(counts, count))
                .sum();
    }

    private static long sum(EnumMap<Count, Long> counts, Count count) {
        return counts.getOrDefault(count, 0L);
    }

    public synchronized long total(Count count) {
        return bySku.keySet().stream().mapToLong(sku -> of(sku, count)).sum();
    }

    /**
     * What was paid for and not cancelled.
     *
     * @param sku the stock code
     * @return units, over all lines of it
     */
    public synchronized long sold(String sku) {
        return of(sku, Count.CONFIRMED) - of(sku, Count.CANCELLED);
    }

    /**
     * What was paid for and not cancelled.
     *
     * @param line one stock line
     * @return units
     */
    public synchronized long sold(StockKey line) {
        return of(line, Count.CONFIRMED) - of(line, Count.CANCELLED);
    }

    public synchronized NavigableSet<String> skus() {
        return new TreeSet<>(bySku.keySet());
    }

    /**
     * The lines that something was counted of.
     *
     * @return a copy, sorted
     */
    public synchronized NavigableSet<StockKey> lines() {
        NavigableSet<StockKey> lines = new TreeSet<>();
        bySku.values().forEach(some -> lines.addAll(some.keySet()));
        return lines;
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
