package io.inventory4j.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/**
 * Subjects that take turns: A B C, then C B A, and so on, so that what changes on the machine from minute to minute
 * meets all of them alike. A ratio is that of two turns of one round; the median of these ratios counts. After each turn
 * of a round that warms up, the compiler is given the time that it needs, whoever the subject is.
 */
public final class Contest {
    /** One turn of a subject. */
    public interface Turn {
        /** Measures; the round tells its orders from those of other rounds, and warm-up rounds are negative. */
        Measured take(int round) throws Exception;
    }

    /** What happens between the turns of rounds that warm up. */
    interface Pause {
        void take() throws Exception;
    }

    /** A subject with so many callers. */
    private static final class Entry {
        private final String subject;
        private final int callers;
        private final Turn turn;
        private final String peer;
        private final String limit;
        private final List<Measured> rounds = new ArrayList<>();

        Entry(String subject, int callers, Turn turn, String peer, String limit) {
            this.subject = subject;
            this.callers = callers;
            this.turn = turn;
            this.peer = peer;
            this.limit = limit;
        }

        private List<Double> rates() {
            return rounds.stream().map(Measured::rate).toList();
        }

        private List<Double> scores(boolean byLatency) {
            return rounds.stream()
                    .map(round -> byLatency ? 1.0 / round.nanos().getValueAtPercentile(50) : round.rate())
                    .toList();
        }

        /** NaN if there is no such other entry. */
        private static double ratio(List<Double> scores, List<Double> others) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < Math.min(scores.size(), others.size()); i++) {
                ratios.add(scores.get(i) / others.get(i));
            }
            return Statistics.median(ratios);
        }

        private double percentile(double percent) {
            Histogram all = new Histogram(3);
            rounds.forEach(round -> all.add(round.nanos()));
            return all.getTotalCount() == 0 ? Double.NaN : all.getValueAtPercentile(percent) / 1e3;
        }

        private Map<String, Double> more() {
            Set<String> names = new TreeSet<>();
            rounds.forEach(round -> names.addAll(round.more().keySet()));
            Map<String, Double> more = new LinkedHashMap<>();
            for (String name : names) {
                more.put(
                        name,
                        Statistics.median(rounds.stream()
                                .map(round -> round.more().getOrDefault(name, Double.NaN))
                                .toList()));
            }
            more.put("slowest", Statistics.least(rates()));
            more.put("fastest", Statistics.most(rates()));
            return more;
        }
    }

    private final String bench;
    private final Plan plan;
    private final Pause pause;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private String peer = "";
    private String limit = "";
    private boolean byLatency;

    public Contest(String bench, Plan plan) {
        this(bench, plan, CompilerTurn::take);
    }

    Contest(String bench, Plan plan, Pause pause) {
        this.bench = bench;
        this.plan = plan;
        this.pause = pause;
    }

    /** Names the peer of the subjects that are added from now on: {@link #key} of an entry, or an empty text. */
    public Contest peer(String key) {
        peer = key;
        return this;
    }

    /** Names the limit in the same way. */
    public Contest limit(String key) {
        limit = key;
        return this;
    }

    /** Makes ratios those of median latencies, so that more is better here too: 2 is half of the peer's latency. */
    public Contest byLatency() {
        byLatency = true;
        return this;
    }

    /** The name of an entry. */
    public static String key(String subject, int callers) {
        return subject + "/" + callers;
    }

    public Contest add(String subject, int callers, Turn turn) {
        if (entries.put(key(subject, callers), new Entry(subject, callers, turn, peer, limit)) != null) {
            throw new IllegalArgumentException(bench + " has " + key(subject, callers) + " twice");
        }
        return this;
    }

    /** Takes all turns and gives the rows to the results, in the order in which the subjects were added. */
    public void run(Results results) throws Exception {
        List<Entry> order = new ArrayList<>(entries.values());
        for (int round = -plan.warmUp(); round < plan.rounds(); round++) {
            for (Entry entry : order) {
                Measured measured = entry.turn.take(round);
                results.add(new Results.TurnTaken(bench, entry.subject, entry.callers, round, measured.rate()));
                if (round >= 0) {
                    entry.rounds.add(measured);
                } else {
                    pause.take();
                }
            }
            Collections.reverse(order);
        }
        for (Entry entry : entries.values()) {
            results.add(new Row(
                    bench,
                    entry.subject,
                    entry.callers,
                    Statistics.median(entry.rates()),
                    entry.percentile(50),
                    entry.percentile(99),
                    Entry.ratio(entry.scores(byLatency), scores(entry.peer)),
                    Entry.ratio(entry.scores(byLatency), scores(entry.limit)),
                    entry.more()));
        }
    }

    private List<Double> scores(String key) {
        Entry entry = entries.get(key);
        if (entry == null && !key.isEmpty()) {
            throw new IllegalStateException(bench + " has no " + key + " to compare with");
        }
        return entry == null ? List.of() : entry.scores(byLatency);
    }
}
