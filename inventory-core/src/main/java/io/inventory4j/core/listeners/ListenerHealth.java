package io.inventory4j.core.listeners;

import io.inventory4j.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sums up how the listeners of each kind do, also of those that have left. Thread-safe. */
final class ListenerHealth {
    private static final List<String> KINDS =
            List.of(Health.LEVEL_LISTENERS, Health.ALERT_LISTENERS, Health.EXPIRY_LISTENERS, Health.REFUSAL_LISTENERS);

    /** What listeners missed that have left, by their kind. */
    private final Map<String, Long> missed = new ConcurrentHashMap<>();

    void left(Mailbox mailbox) {
        Health.Worker last = mailbox.health();
        missed.merge(last.name(), last.dropped(), Long::sum);
    }

    /** Sums up how each listener does that is there. */
    List<Health.Worker> of(Collection<Health.Worker> all) {
        List<Health.Worker> kinds = new ArrayList<>(KINDS.size());
        for (String kind : KINDS) {
            List<Health.Worker> some =
                    all.stream().filter(one -> one.name().equals(kind)).toList();
            if (!some.isEmpty() || missed.containsKey(kind)) {
                kinds.add(sum(kind, some));
            }
        }
        return kinds;
    }

    private Health.Worker sum(String kind, List<Health.Worker> some) {
        @Nullable Instant lastSuccess = null;
        @Nullable String lastFailure = null;
        long failures = 0;
        long waiting = 0;
        long dropped = missed.getOrDefault(kind, 0L);
        Duration lag = Duration.ZERO;
        for (Health.Worker one : some) {
            Instant success = one.lastSuccess();
            if (success != null && (lastSuccess == null || success.isAfter(lastSuccess))) {
                lastSuccess = success;
            }
            if (one.failuresInARow() > failures) {
                failures = one.failuresInARow();
                lastFailure = one.lastFailure();
            }
            lag = one.lag().compareTo(lag) > 0 ? one.lag() : lag;
            waiting += one.waiting();
            dropped += one.dropped();
        }
        return new Health.Worker(kind, lastSuccess, failures, lastFailure, lag, waiting, dropped);
    }
}
