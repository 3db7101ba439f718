package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a deployment last told about it. They are asked one after the other until one can tell; each look
 * begins at another node, so that one that is behind the others does not mislead twice running.
 *
 * @param <T> what they tell
 */
final class Discovery<T> {
    /** What they are asked, and how. */
    interface Source<T> {
        /** The nodes that are known to begin with. */
        List<NodeAddress> seeds(Deadline deadline);

        List<byte[]> question();

        /** What a reply tells; null if it tells nothing. */
        @Nullable
        T read(NodeAddress asked, @Nullable Object reply);

        /** Nodes that can be asked the next time, besides the seeds. */
        Set<NodeAddress> others(T told);
    }

    private static final Duration LOOK = Duration.ofSeconds(2);
    /** A frozen node costs this much of a look. */
    private static final Duration ONE_NODE = Duration.ofMillis(500);

    private final Nodes nodes;
    private final Source<T> source;
    private final Consumer<T> change;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T told;
    private volatile int looks;
    private volatile @Nullable LedgerException failure;

    Discovery(Nodes nodes, Source<T> source, Consumer<T> change) {
        this.nodes = nodes;
        this.source = source;
        this.change = change;
    }

    T get(Deadline deadline) {
        T known = told;
        if (known != null) {
            return known;
        }
        look(looks, deadline);
        known = told;
        if (known == null) {
            throw new LedgerException(Effect.NONE, "Redis: no node could tell which one is to be used", failure);
        }
        return known;
    }

    void refresh() {
        look(looks, Deadline.in(LOOK));
    }

    /** One thread looks; those that came meanwhile take what it found. */
    private void look(int seen, Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.nanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (looks == seen) {
                askAll(deadline);
                looks = seen + 1;
            }
        } finally {
            lock.unlock();
        }
    }

    private void askAll(Deadline deadline) {
        for (NodeAddress node : candidates(deadline)) {
            if (deadline.over() || Thread.currentThread().isInterrupted()) {
                return;
            }
            T answer = ask(node, deadline.within(ONE_NODE));
            if (answer != null) {
                told = answer;
                change.accept(answer);
                return;
            }
        }
    }

    private @Nullable T ask(NodeAddress node, Deadline deadline) {
        try {
            List<@Nullable Object> replies = nodes.send(node, List.of(source.question()), deadline);
            return source.read(node, replies.get(0));
        } catch (LedgerException e) {
            // A question: whether it arrived does not matter, and the next node may know.
            failure = e;
            return null;
        }
    }

    private List<NodeAddress> candidates(Deadline deadline) {
        Set<NodeAddress> all = new LinkedHashSet<>();
        T known = told;
        if (known != null) {
            all.addAll(source.others(known));
        }
        try {
            all.addAll(source.seeds(deadline));
        } catch (LedgerException e) {
            failure = e;
        }
        List<NodeAddress> list = new ArrayList<>(all);
        Collections.rotate(list, -looks);
        return list;
    }
}
