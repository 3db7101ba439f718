package io.inventory4j.redis;

import io.inventory4j.LedgerException;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link RedisLedger}. Not thread-safe. */
public final class RedisLedgerBuilder {
    /** The bounds of every timeout. */
    static final Duration SHORTEST = Duration.ofMillis(1);

    static final Duration LONGEST = Duration.ofMinutes(10);

    final RedisConnections connections;
    String namespace = "inventory4j";
    Duration timeout = Duration.ofSeconds(2);

    @Nullable
    Duration keepJournal;

    @Nullable
    Replicas replicas;

    @Nullable
    InstantSource clock;

    RedisLedgerBuilder(RedisConnections connections) {
        this.connections = Objects.requireNonNull(connections, "connections");
    }

    /**
     * Sets the namespace: ledgers of different names share nothing. {@code inventory4j} unless set.
     *
     * @param name 1 to 64 of the characters A-Z a-z 0-9 _ . -
     * @return this
     */
    public RedisLedgerBuilder namespace(String name) {
        namespace = Objects.requireNonNull(name, "namespace");
        return this;
    }

    /**
     * Sets how long a call may take, including retries. 2 seconds unless set. A call is carried out within twice that
     * time or never: its longest time in flight (rule 10.2).
     *
     * @param limit 1 ms to 10 minutes
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    public RedisLedgerBuilder timeout(Duration limit) {
        timeout = Bounds.within("timeout", limit, SHORTEST, LONGEST);
        return this;
    }

    /**
     * Acknowledges a change only when a number of replicas have it (strict mode). If fewer have it in time, the call is
     * UNKNOWN and may be sent again. Without this, a failover may lose what was acknowledged last. Calls that wait hold
     * up no others: they have up to four connections of their own.
     *
     * @param count how many replicas, at least 1
     * @param within how long to wait for them, 1 ms to 10 minutes, less than the timeout
     * @return this
     * @throws IllegalArgumentException if one is out of bounds
     */
    public RedisLedgerBuilder replicas(int count, Duration within) {
        if (count < 1) {
            throw new IllegalArgumentException("replicas is " + count + "; it must be at least 1");
        }
        replicas = new Replicas(count, Bounds.within("within", within, SHORTEST, LONGEST));
        return this;
    }

    /**
     * Sets how long the journal is kept at least; {@link RedisLedger#purge} deletes what is older. Everything is kept
     * unless set.
     *
     * @param age the age from which an entry may be deleted, up to 36,500 days
     * @return this
     */
    public RedisLedgerBuilder keepJournal(Duration age) {
        Bounds.age("keepJournal", age);
        keepJournal = age;
        return this;
    }

    /**
     * Sets the clock that decides, in place of the server's. For tests: with several nodes, a clock that is ahead ends
     * reservations of the others early.
     *
     * @param source the clock
     * @return this
     */
    public RedisLedgerBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "clock");
        return this;
    }

    /**
     * Opens the ledger, and checks first that Redis is fit to keep stock: version 6.2 or later, no eviction policy that
     * may delete stock, and the rights that the scripts need. If Redis keeps no append-only file, it logs a warning.
     * The first connection has 20 seconds, or as long as {@link #timeout} says if that is longer.
     *
     * @return the ledger
     * @throws IllegalArgumentException if the namespace is out of bounds, or waiting for replicas may take as long as
     *     the call
     * @throws LedgerException if Redis does not answer, or is not fit: its message says why
     */
    public RedisLedger build() {
        if (replicas != null && replicas.within().compareTo(timeout) >= 0) {
            throw new IllegalArgumentException(
                    "within is " + replicas.within() + "; it must be less than the timeout, " + timeout);
        }
        return new RedisLedger(this);
    }
}
