package io.inventory4j.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTheTwoMiddleOnes() {
        assertEquals(2, Statistics.median(List.of(3.0, 1.0, 2.0)));
        assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
        assertEquals(7, Statistics.median(List.of(7.0)));
    }

    @Test
    void nothingHasNoMedian() {
        assertEquals(Double.NaN, Statistics.median(List.of()));
        assertEquals(Double.NaN, Statistics.median(List.of(Double.NaN)));
        assertEquals(Double.NaN, Statistics.least(List.of()));
        assertEquals(Double.NaN, Statistics.most(List.of()));
    }

    @Test
    void aRoundWithoutAValueDoesNotCount() {
        assertEquals(2, Statistics.median(List.of(3.0, Double.NaN, 1.0, 2.0)));
    }

    @Test
    void theSpreadIsFromTheLeastToTheMost() {
        assertEquals(1, Statistics.least(List.of(3.0, 1.0, 2.0)));
        assertEquals(3, Statistics.most(List.of(3.0, 1.0, 2.0)));
    }
}
