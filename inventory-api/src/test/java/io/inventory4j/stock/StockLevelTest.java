package io.inventory4j.stock;

import static io.inventory4j.stock.Bounds.MAX_QUANTITY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Absent;
import io.inventory4j.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StockLevelTest {
    private static final StockKey KEY = StockKey.of("A");
    private static final StockLevel LEVEL = new StockLevel(
            KEY, 1, 20, 300, 4_000, 50_000, 600_000, 7_000_000, 9, SaleState.OPEN, Window.NONE, 11, true);
    private static final String[] NUMBERS = {
        "available", "reserved", "committed", "safety", "qualityControl", "damaged", "incoming", "version", "opening"
    };

    private static StockLevel of(long... n) {
        return new StockLevel(
                KEY, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], SaleState.OPEN, Window.NONE, n[8], false);
    }

    @Test
    void rule_9_11_everyNumberIsBounded() {
        for (int i = 0; i < NUMBERS.length; i++) {
            String name = NUMBERS[i];
            long least = name.equals("available") ? -MAX_QUANTITY : 0;
            for (long right : new long[] {least, 0, 1, MAX_QUANTITY}) {
                long[] numbers = new long[NUMBERS.length];
                numbers[i] = right;
                assertEquals(i < 7 ? right : 0, of(numbers).total());
            }
            for (long wrong : new long[] {least - 1, MAX_QUANTITY + 1}) {
                long[] numbers = new long[NUMBERS.length];
                numbers[i] = wrong;
                Refused.argument(() -> of(numbers), name + " is " + wrong, least, MAX_QUANTITY);
            }
        }
        Refused.absent("key", () -> StockLevel.empty(Absent.value()));
        Refused.absent(
                "saleState", () -> new StockLevel(KEY, 0, 0, 0, 0, 0, 0, 0, 0, Absent.value(), Window.NONE, 0, false));
    }

    @Test
    void anEmptyLineHasNothingAndIsOpen() {
        assertEquals(
                new StockLevel(KEY, 0, 0, 0, 0, 0, 0, 0, 0, SaleState.OPEN, Window.NONE, 0, false),
                StockLevel.empty(KEY));
    }

    @Test
    void onHandIsAllButIncoming() {
        assertEquals(654_321, LEVEL.onHand());
        assertEquals(7_654_321, LEVEL.total());
        StockLevel shortfall = of(-5, 3, 2, 0, 0, 0, 4, 1, 0);
        assertEquals(0, shortfall.onHand());
        assertEquals(4, shortfall.total());
    }

    @ParameterizedTest
    @EnumSource
    void everyBucketIsReadFromItsOwnNumber(Bucket bucket) {
        long expected = switch (bucket) {
            case AVAILABLE -> 1;
            case RESERVED -> 20;
            case COMMITTED -> 300;
            case SAFETY -> 4_000;
            case QUALITY_CONTROL -> 50_000;
            case DAMAGED -> 600_000;
            case INCOMING -> 7_000_000;
            case OUTSIDE -> 0;
        };
        assertEquals(expected, LEVEL.quantity(bucket));
    }

    @ParameterizedTest
    @EnumSource
    void bucketsThatAreOnHandMakeUpOnHand(Bucket bucket) {
        boolean part = LEVEL.quantity(bucket) != 0 && bucket != Bucket.INCOMING;
        assertEquals(part, bucket.onHand());
    }

    @ParameterizedTest
    @EnumSource
    void rule_3_3_onlyReservationsMoveReservedAndCommitted(Bucket bucket) {
        assertEquals(bucket != Bucket.RESERVED && bucket != Bucket.COMMITTED, bucket.movable());
    }

    @ParameterizedTest
    @EnumSource
    void aChangeKnowsWhatEachBucketGained(Bucket bucket) {
        StockLevel before = of(7, 6, 5, 4, 3, 2, 1, 8, 0);
        LevelChange change = new LevelChange(before, LEVEL);
        assertEquals(LEVEL.quantity(bucket) - before.quantity(bucket), change.delta(bucket));
        assertEquals(KEY, change.key());
    }

    @Test
    void aChangeIsOfOneLineAndOneVersion() {
        StockLevel eight = of(0, 0, 0, 0, 0, 0, 0, 8, 0);
        StockLevel ten = of(0, 0, 0, 0, 0, 0, 0, 10, 0);
        StockLevel elsewhere = StockLevel.empty(StockKey.of("A", "b"));
        Refused.argument(() -> new LevelChange(LEVEL, LEVEL), "does not follow");
        Refused.argument(() -> new LevelChange(LEVEL, eight), "does not follow");
        Refused.argument(() -> new LevelChange(eight, ten), "does not follow");
        Refused.argument(() -> new LevelChange(elsewhere, of(0, 0, 0, 0, 0, 0, 0, 1, 0)), "A@b", "does not follow");
        assertEquals(ten, new LevelChange(LEVEL, ten).after());
    }
}
