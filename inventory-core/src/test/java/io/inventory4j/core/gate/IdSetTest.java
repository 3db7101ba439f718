package io.inventory4j.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdSetTest {
    @Test
    void itHasWhatWasAddedAndNothingElse() {
        SplittableRandom random = new SplittableRandom(7);
        IdSet set = new IdSet(10_000);
        Set<Long> same = new HashSet<>();
        set.add(0);
        assertTrue(set.contains(0));
        for (int i = 0; i < 9_000; i++) {
            long id = random.nextLong();
            assertTrue(set.add(id));
            same.add(id);
        }
        assertEquals(9_001, set.size());
        same.forEach(id -> assertTrue(set.contains(id)));
        for (int i = 0; i < 9_000; i++) {
            long id = random.nextLong();
            assertEquals(same.contains(id), set.contains(id));
        }
    }

    @Test
    void itIsBounded() {
        IdSet set = new IdSet(3);
        for (long id = 1; id <= 3; id++) {
            assertTrue(set.add(id));
        }
        assertFalse(set.add(4));
        assertTrue(set.add(2), "known already");
        assertFalse(set.contains(4));
    }

    @Test
    void recentIdsForgetTheOldestFirst() {
        RecentIds recent = new RecentIds(100);
        for (long id = 1; id <= 1_000; id++) {
            recent.add(id);
            for (long newest = Math.max(1, id - 99); newest <= id; newest++) {
                assertTrue(recent.contains(newest));
            }
        }
        assertFalse(recent.contains(1));
    }

    @Test
    void theHashTellsIdsApart() {
        IdHash hash = new IdHash();
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            hashes.add(hash.of("order-" + i));
        }
        assertEquals(100_000, hashes.size());
        assertEquals(hash.of("order-1"), hash.of("order-1"));
    }
}
