package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PostingTest {
    private static final StockKey A = StockKey.of("A");

    @ParameterizedTest
    @EnumSource
    void rule_3_3_everyPairOfBucketsIsJudged(Bucket from) {
        for (Bucket to : Bucket.values()) {
            if (from.movable() && to.movable() && from != to) {
                assertEquals(from, new Posting(A, from, to, 1).from());
            } else {
                Refused.argument(() -> new Posting(A, from, to, 1), from, from == to ? "" : to);
            }
        }
    }

    @Test
    void rule_9_4_theQuantityIsBounded() {
        assertEquals(
                Bounds.MAX_QUANTITY, new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, Bounds.MAX_QUANTITY).quantity());
        for (long wrong : new long[] {0, -1, Bounds.MAX_QUANTITY + 1}) {
            Refused.argument(
                    () -> new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, wrong),
                    "quantity is " + wrong,
                    Bounds.MAX_QUANTITY);
        }
    }

    @Test
    void whatIsNeededIsThere() {
        Refused.absent("key", () -> new Posting(Absent.value(), Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
        assertThrows(NullPointerException.class, () -> new Posting(A, Absent.value(), Bucket.AVAILABLE, 1));
        assertThrows(NullPointerException.class, () -> new Posting(A, Bucket.OUTSIDE, Absent.value(), 1));
    }
}
