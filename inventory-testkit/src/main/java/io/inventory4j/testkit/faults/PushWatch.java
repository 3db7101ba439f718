package io.inventory4j.testkit.faults;

import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Listeners on the nodes of a fault run. Those for levels fail at the first that they hear of, which counts as heard
 * (rule 11.1). However connections are lost, each must hear of the newest level of every line (rule 11.2), and each
 * follower of every entry, in the order of the journal (rule 11.1). Thread-safe.
 */
final class PushWatch implements AutoCloseable {
    /** Only a feed that has lost a level takes so long. */
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /** How many follow each node: each is at another point of its work when something goes wrong. */
    private static final int FOLLOWERS = 3;

    private static final int PAGE = 500;

    private final List<Ears> ears = new ArrayList<>();
    private long begin;

    private PushWatch() {}

    /** Listens on those nodes that push. */
    static PushWatch over(List<StockLedger> nodes) {
        PushWatch watch = new PushWatch();
        if (nodes.stream().anyMatch(Watchable.class::isInstance) && nodes.get(0) instanceof Journaled journal) {
            watch.begin = entries(journal, 0).stream()
                    .mapToLong(JournalEntry::sequence)
                    .max()
                    .orElse(0);
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Watchable node) {
                watch.ears.add(new Ears("a listener for levels on node " + (i + 1)));
                Ears levels = watch.ears.get(watch.ears.size() - 1);
                levels.subscription = node.watch(levels::hearAndFail);
                for (int j = 0; j < FOLLOWERS; j++) {
                    watch.ears.add(new Ears("a follower of entries on node " + (i + 1)));
                    Ears entries = watch.ears.get(watch.ears.size() - 1);
                    entries.follows = true;
                    entries.subscription = node.follow(entries.follower());
                }
            }
        }
        return watch;
    }

    boolean listens() {
        return !ears.isEmpty();
    }

    /** Waits until every listener has heard of these levels, and looks at which entries followers have heard of. */
    void check(List<StockLevel> newest, StockLedger ledger) {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        ears.forEach(one -> one.await(newest, deadline));
        if (listens() && ledger instanceof Journaled journal) {
            List<JournalEntry> entries = entries(journal, begin);
            ears.stream().filter(one -> one.follows).forEach(one -> one.compare(entries));
        }
    }

    private static List<JournalEntry> entries(Journaled journal, long after) {
        List<JournalEntry> entries = new ArrayList<>();
        long place = after;
        while (true) {
            JournalPage page = journal.journal(place, PAGE);
            if (page.entries().isEmpty()) {
                return entries;
            }
            entries.addAll(page.entries());
            place = page.next();
        }
    }

    @Override
    public void close() {
        ears.forEach(Ears::close);
    }

    /** One listener. */
    private static final class Ears {
        private final String name;
        private final Map<StockKey, Long> versions = new HashMap<>();
        private final Set<JournalEntry> entries = new LinkedHashSet<>();
        private boolean follows;
        private long heard;
        private long lost;
        private Subscription subscription = () -> {};

        Ears(String name) {
            this.name = name;
        }

        EntryListener follower() {
            return new EntryListener() {
                @Override
                public void onEntry(JournalEntry entry) {
                    hear(entry);
                }

                @Override
                public void onLost(long entries) {
                    addLost(entries);
                }
            };
        }

        private synchronized void addLost(long entries) {
            lost += entries;
        }

        private synchronized void hear(JournalEntry entry) {
            entries.add(entry);
            hear(entry.change().after());
        }

        /** What was heard of again counts where it was heard of first. */
        synchronized void compare(List<JournalEntry> written) {
            List<JournalEntry> missed = new ArrayList<>(written);
            missed.removeAll(entries);
            if (missed.size() > lost) {
                throw new AssertionError("rule 11.1: " + name + " did not hear of " + missed.size() + " of "
                        + written.size() + " entries, the first of them " + missed.get(0) + ": " + this);
            }
            List<JournalEntry> heardOf = new ArrayList<>(entries);
            heardOf.retainAll(new HashSet<>(written));
            List<JournalEntry> inOrder = new ArrayList<>(written);
            inOrder.retainAll(entries);
            if (!heardOf.equals(inOrder)) {
                throw new AssertionError("rule 11.1: " + name + " heard of entries in another order than that of the"
                        + " journal: " + this);
            }
        }

        private synchronized void hear(StockLevel level) {
            versions.merge(level.key(), level.version(), Math::max);
            heard++;
            notifyAll();
        }

        private synchronized void hearAndFail(StockLevel level) {
            hear(level);
            if (heard == 1) {
                throw new IllegalStateException("a listener that fails on purpose");
            }
        }

        void await(List<StockLevel> newest, long deadline) {
            try {
                for (StockLevel level : newest) {
                    if (!hears(level, deadline)) {
                        throw new AssertionError("I4: " + name + " did not hear of " + level + ": " + this);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        private synchronized boolean hears(StockLevel level, long deadline) throws InterruptedException {
            while (versions.getOrDefault(level.key(), 0L) < level.version()) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }

        @Override
        public synchronized String toString() {
            return "versions heard of " + versions + ", heard=" + heard + " lost=" + lost;
        }

        void close() {
            subscription.close();
        }
    }
}
