package io.inventory4j.core.gate;

import io.inventory4j.ReservationId;
import java.util.SplittableRandom;

/**
 * Turns ids into numbers of 64 bits, under a number that differs from process to process. Two ids with one number cost
 * a trip to the store, so nobody gains by finding them.
 */
final class IdHash {
    private static final long FACTOR = 0xff51afd7ed558ccdL;

    private final long secret = new SplittableRandom().nextLong();

    long of(ReservationId id) {
        return of(id.value());
    }

    long of(String id) {
        long hash = secret;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FACTOR;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
