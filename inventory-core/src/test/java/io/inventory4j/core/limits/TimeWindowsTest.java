package io.inventory4j.core.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TimeWindowsTest {
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "America/Havana", "Pacific/Apia");

    @Example
    void windowsAreAlignedToTheEpochBeforeAndAfterIt() {
        TimeWindows.Window window =
                TimeWindows.every(Duration.ofHours(7)).at(Instant.parse("1969-12-31T23:59:59.999Z"));
        assertEquals(Instant.parse("1969-12-31T17:00:00Z"), window.start());
        assertEquals(Instant.EPOCH, window.end());
        assertEquals("/PT7H/1969-12-31T17:00:00Z", window.name());
    }

    @Example
    void aWindowIsWholeMilliseconds() {
        assertEquals(
                Instant.ofEpochMilli(3_000),
                TimeWindows.every(Duration.ofMillis(1_500))
                        .at(Instant.ofEpochMilli(1_500))
                        .end());
        IllegalArgumentException found =
                assertThrows(IllegalArgumentException.class, () -> TimeWindows.every(Duration.ofNanos(1_500_000_001)));
        assertEquals("window is PT1.500000001S; it must be whole milliseconds", found.getMessage());
    }

    @Example
    void aDayHasTheHoursThatItsZoneGivesIt() {
        TimeWindows days = TimeWindows.days(ZoneId.of("Europe/Berlin"));
        TimeWindows.Window spring = days.at(Instant.parse("2025-03-30T12:00:00Z"));
        TimeWindows.Window autumn = days.at(Instant.parse("2025-10-26T12:00:00Z"));
        assertEquals(Duration.ofHours(23), Duration.between(spring.start(), spring.end()));
        assertEquals(Duration.ofHours(25), Duration.between(autumn.start(), autumn.end()));
        assertEquals("/Europe%2FBerlin/2025-10-26", autumn.name());
    }

    @Example
    void whereMidnightComesTwiceADayEndsAtTheFirst() {
        // On 2010-11-07 at 00:01 the clocks of St. John's went back to 23:01 of the day before.
        TimeWindows days = TimeWindows.days(ZoneId.of("America/St_Johns"));
        TimeWindows.Window before = days.at(Instant.parse("2010-11-07T02:29:59Z"));
        TimeWindows.Window between = days.at(Instant.parse("2010-11-07T03:00:00Z"));
        assertEquals("/America%2FSt_Johns/2010-11-06", before.name());
        assertEquals("/America%2FSt_Johns/2010-11-07", between.name());
        assertEquals(before.end(), between.start());
    }

    @Property
    void everyInstantIsInItsWindowWhateverWasAskedBefore(
            @ForAll @Size(5) List<@LongRange(min = 0, max = 2_000_000_000L) Long> seconds, @ForAll int pick) {
        ZoneId zone = ZoneId.of(ZONES.get(Math.floorMod(pick, ZONES.size())));
        TimeWindows kept = TimeWindows.days(zone);
        TimeWindows hours = TimeWindows.every(Duration.ofHours(1));
        for (long second : seconds) {
            Instant now = Instant.ofEpochSecond(second);
            assertTrue(kept.at(now).contains(now));
            assertEquals(TimeWindows.days(zone).at(now), kept.at(now));
            assertTrue(hours.at(now).contains(now));
            assertFalse(hours.at(now).contains(hours.at(now).end()));
            assertEquals(
                    hours.at(now).end().plus(TimeWindows.MARGIN), hours.at(now).forgetAfter());
        }
    }
}
