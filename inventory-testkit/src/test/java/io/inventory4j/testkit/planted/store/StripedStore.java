package io.inventory4j.testkit.planted.store;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Rows with a lock for each stripe of keys, those of rows that are not there included. */
public final class StripedStore extends MapStore {
    static final int STRIPES = 16;

    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    /** No rows yet. */
    public StripedStore(InstantSource clock) {
        super(clock);
    }

    ReentrantLock stripe(int number) {
        return stripes.get(number);
    }
}
