package io.inventory4j.core.listeners;

import io.inventory4j.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has become of one worker's attempts: what {@link Health} reports of it. It logs when a worker begins to fail,
 * and when it works again, but not every failure. Thread-safe.
 */
public final class WorkRecord {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRecord.class);

    private final String name;
    private final InstantSource clock;
    private @Nullable Instant lastSuccess;
    private @Nullable Throwable lastFailure;
    private long failures;
    private Duration lag = Duration.ZERO;
    private long dropped;

    public WorkRecord(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    public synchronized void succeeded() {
        if (failures > 0) {
            LOG.info("{}: works again, after {} failures in a row", name, failures);
        }
        failures = 0;
        lastFailure = null;
        lastSuccess = clock.instant();
    }

    public synchronized void succeeded(Duration behind) {
        lag = behind.isNegative() ? Duration.ZERO : behind;
        succeeded();
    }

    public synchronized void failed(Throwable failure) {
        failures++;
        lastFailure = failure;
        if (failures == 1) {
            LOG.warn("{}: has failed, and goes on; further failures in a row are not logged", name, failure);
        }
    }

    /** Something that the worker never does, because it had to drop it. */
    synchronized void dropped(long count) {
        dropped += count;
    }

    public synchronized Health.Worker health(long waiting) {
        Duration behind = lag;
        if (failures > 0 && lastSuccess != null) {
            Duration since = Duration.between(lastSuccess, clock.instant());
            behind = since.compareTo(lag) > 0 ? since : lag;
        }
        return new Health.Worker(
                name,
                lastSuccess,
                failures,
                lastFailure == null ? null : lastFailure.toString(),
                behind,
                waiting,
                dropped);
    }
}
