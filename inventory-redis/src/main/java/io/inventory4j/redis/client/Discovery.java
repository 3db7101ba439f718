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
 * What the nodes of a deployment last answered about it. They are asked one after the other until one knows. Each look
 * begins at another node, so that a node with an old view does not mislead twice in a row.
 *
 * @param <T> the answer
 */
final class Discovery<T> {
    /** The question, whom to ask, and how to read the answer. */
    interface Source<T> {
        /** The nodes that are known from the start. */
        List<NodeAddress> seeds(Deadline deadline);

        List<byte[]> question();

        /** The answer in a reply; null if there is none. */
        @Nullable
        T read(NodeAddress asked, @Nullable Object reply);

        /** The nodes of an answer, to be asked the next time besides the seeds. */
        Set<NodeAddress> others(T answer);
    }

    private static final Duration LOOK = Duration.ofSeconds(2);
    /** How long one node may take to answer, so that a frozen one does not use up a look. */
    private static final Duration ONE_NODE = Duration.ofMillis(500);

    private final RedisNodes nodes;
    private final Source<T> source;
    private final Consumer<T> change;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T known;
    private volatile int looks;
    private volatile @Nullable LedgerException failure;

    Discovery(RedisNodes nodes, Source<T> source, Consumer<T> change) {
        this.nodes = nodes;
        this.source = source;
        this.change = change;
    }

    T get(Deadline deadline) {
        T answer = known;
        if (answer != null) {
            return answer;
        }
        look(looks, deadline);
        answer = known;
        if (answer == null) {
            throw new LedgerException(Effect.NONE, "Redis: no node knows which one to use", failure);
        }
        return answer;
    }

    void refresh() {
        look(looks, Deadline.in(LOOK));
    }

    /** One thread looks; threads that wait for it take what it found. */
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
                known = answer;
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
            // A question changes nothing, so it does not matter whether it arrived; the next node may know.
            failure = e;
            return null;
        }
    }

    private List<NodeAddress> candidates(Deadline deadline) {
        Set<NodeAddress> all = new LinkedHashSet<>();
        T answer = known;
        if (answer != null) {
            all.addAll(source.others(answer));
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
