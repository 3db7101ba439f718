package io.inventory4j.live.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ids of events. */
class PlaceCodeTest {
    private final PlaceCode code = new PlaceCode();

    @Test
    void aPlaceComesBackFromItsIdAndIdsAreAlwaysTheSameLength() {
        Set<String> ids = new HashSet<>();
        for (long place : new long[] {0, 1, 2, 127, 1L << 31, Long.MAX_VALUE}) {
            String id = code.encode(place);
            assertTrue(id.matches("[0-9a-f]{32}"), id);
            assertEquals(OptionalLong.of(place), code.decode(id));
            assertEquals(OptionalLong.of(place), code.decode(id.toUpperCase(Locale.ROOT)));
            ids.add(id);
        }
        assertEquals(6, ids.size());
    }

    @Test
    void whatThisFeedHasNotMadeIsUnknown() {
        assertEquals(OptionalLong.empty(), code.decode(null));
        assertEquals(OptionalLong.empty(), code.decode(new PlaceCode().encode(5)));
        String id = code.encode(5);
        for (int i = 0; i < id.length(); i++) {
            char other = id.charAt(i) == '0' ? '1' : '0';
            assertEquals(OptionalLong.empty(), code.decode(id.substring(0, i) + other + id.substring(i + 1)));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            String text = random.ints(random.nextInt(40), 0, Character.MAX_VALUE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertEquals(OptionalLong.empty(), code.decode(text), "seed " + seed);
        }
    }
}
