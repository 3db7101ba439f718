package io.inventory4j.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Rule 1.6: names sort by their UTF-8 bytes, unsigned. */
final class TextOrderTest {
    private static int bytewise(String left, String right) {
        return Integer.signum(
                Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));
    }

    private static int order(String left, String right) {
        return Integer.signum(TextOrder.compare(left, right));
    }

    /** Valid text, with much of it about the places where UTF-16 and UTF-8 disagree. */
    @Provide
    Arbitrary<String> text() {
        Arbitrary<Integer> codePoints = Arbitraries.oneOf(
                Arbitraries.integers().between('a', 'c'),
                Arbitraries.integers().between(0x7E, 0x81),
                Arbitraries.integers().between(0x7FE, 0x801),
                Arbitraries.integers().between(0x20, 0xD7FF),
                Arbitraries.integers().between(0xD7FE, 0xD7FF),
                Arbitraries.integers().between(0xE000, 0xE001),
                Arbitraries.integers().between(0xE000, 0xFFFF),
                Arbitraries.integers().between(0xFFFE, 0xFFFF),
                Arbitraries.integers().between(0x10000, 0x10001),
                Arbitraries.integers().between(0x103FF, 0x10401),
                Arbitraries.integers().between(0x10000, 0x10FFFF));
        return codePoints.list().ofMaxSize(4).map(TextOrderTest::join);
    }

    private static String join(List<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::appendCodePoint);
        return text.toString();
    }

    @Property(tries = 20_000)
    void rule_1_6_isTheOrderOfTheBytes(@ForAll("text") String left, @ForAll("text") String right) {
        assertEquals(bytewise(left, right), order(left, right));
        assertEquals(order(left, right), Integer.signum(TextOrder.BY_UTF8.compare(left, right)));
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void rule_1_6_isTheOrderOfTheBytesAfterASharedStart(
            @ForAll("text") String start, @ForAll("text") String left, @ForAll("text") String right) {
        assertEquals(bytewise(start + left, start + right), order(start + left, start + right));
    }

    @Property(tries = 5_000)
    void isAntisymmetricAndZeroOnlyForEqualText(@ForAll("text") String left, @ForAll("text") String right) {
        assertEquals(order(left, right), -order(right, left));
        assertEquals(left.equals(right), order(left, right) == 0);
        assertEquals(0, order(left, left));
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void isTransitive(@ForAll("text") String a, @ForAll("text") String b, @ForAll("text") String c) {
        String[] sorted = {a, b, c};
        Arrays.sort(sorted, TextOrder.BY_UTF8);
        assertTrue(order(sorted[0], sorted[2]) <= 0);
        assertTrue(order(sorted[0], sorted[1]) <= 0);
        assertTrue(order(sorted[1], sorted[2]) <= 0);
    }

    @Test
    void rule_1_6_emojiComeAfterThePrivateUseArea() {
        List<String> ascending = List.of(
                "",
                "a",
                "a\uE000",
                "a\uFFFF",
                "a\uD83D\uDE00",
                "a\uD83D\uDE01",
                "b",
                "\u007F",
                "\u0080",
                "\uD7FF",
                "\uE000",
                "\uFFFF",
                "\uD800\uDC00",
                "\uDBFF\uDFFF");
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertEquals(Integer.compare(i, j), order(ascending.get(i), ascending.get(j)));
            }
        }
    }
}
