package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ReservationId;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Rounds;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keys that somebody has chosen cost what others cost. The cost is the number of slots that a look-up looks at: in a
 * table that is half full at most it is less than two on average. Where groups of 16 are full or nearly so, it is less
 * than six, and these slots lie in one or two lines of the processor's cache.
 */
class KeyedHashTest {
    private static final int MANY = 1 << 14;
    private static final double USUAL = 2;
    private static final double IN_GROUPS = 6;

    private static KeyedHash under(SplittableRandom random) {
        byte[] secret = new byte[Long.BYTES * (1 + 4 * Bounds.MAX_TEXT)];
        random.nextBytes(secret);
        return KeyedHash.of(secret);
    }

    /** "Aa" and "BB" have one hash code, so all these texts have. */
    private static String collide(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private static double costOf(Table.Hash hash, IntFunction<? extends Comparable<?>> keys) {
        Table table = new Table(Cell::new, hash);
        for (int i = 0; i < MANY; i++) {
            AddedCell.of(table, keys.apply(i));
        }
        table.after(null);
        long looked = 0;
        for (int i = 0; i < MANY; i++) {
            looked += table.looks(keys.apply(i));
        }
        return (double) looked / MANY;
    }

    private static void assertUsual(Function<String, ? extends Comparable<?>> key, IntFunction<String> texts) {
        assertBelow(USUAL, key, texts);
    }

    private static void assertBelow(
            double most, Function<String, ? extends Comparable<?>> key, IntFunction<String> texts) {
        long seed = Rounds.play((turn, random) -> {
            double cost = costOf(under(random), number -> key.apply(texts.apply(number)));
            assertTrue(cost < most, () -> "a search looks at " + cost + " slots");
        });
        System.out.println("KeyedHashTest ran with inventory.test.seed=" + seed);
    }

    @Test
    void chosenNamesCostWhatOthersCost() {
        assertEquals(collide(0).hashCode(), collide(MANY - 1).hashCode());
        assertUsual(text -> text, KeyedHashTest::collide);
    }

    @Test
    void chosenReservationIdsCostWhatOthersCost() {
        assertUsual(ReservationId::of, KeyedHashTest::collide);
    }

    @Test
    void chosenSkusAndLocationsCostWhatOthersCost() {
        assertUsual(StockKey::of, KeyedHashTest::collide);
        assertUsual(text -> StockKey.of("A", text), KeyedHashTest::collide);
        assertUsual(text -> StockKey.of(text.substring(0, 14), text.substring(14)), KeyedHashTest::collide);
    }

    @Test
    void idsInARowCostWhatOthersCost() {
        assertBelow(IN_GROUPS, ReservationId::of, number -> "order-" + number);
        assertBelow(
                IN_GROUPS, ReservationId::of, number -> String.format(Locale.ROOT, "2025-11-11/%08d", number * 1_000));
        assertBelow(IN_GROUPS, ReservationId::of, number -> Character.toString(0x4e00 + number));
        assertBelow(IN_GROUPS, ReservationId::of, number -> "x" + Character.toString(0x20000 + number));
    }

    /** Sixteen keys that differ in the low bits of their last char share a group. */
    @Test
    void idsThatFillTheirGroupsCostWhatOthersCost() {
        assertBelow(IN_GROUPS, ReservationId::of, number -> collide(number >> 4) + (char) ('`' + (number & 15)));
        assertBelow(IN_GROUPS, ReservationId::of, number -> number + "!");
    }

    @Test
    void aTableHasASecretOfItsOwn() {
        Table.Hash first = KeyedHash.unpredictable();
        Table.Hash second = KeyedHash.unpredictable();
        List<String> texts =
                IntStream.range(0, 8).mapToObj(KeyedHashTest::collide).toList();
        assertNotEquals(
                texts.stream().map(first::of).toList(),
                texts.stream().map(second::of).toList());
    }

    @Test
    void everyCharOfTheLongestKeyCounts() {
        Table.Hash hash = under(new SplittableRandom(1));
        String longest = Character.toString(0x10ffff).repeat(Bounds.MAX_TEXT);
        Set<Integer> hashes = new HashSet<>();
        hashes.add(hash.of(StockKey.of(longest, longest)));
        for (int at = 0; at < longest.length(); at += 2) {
            String other = longest.substring(0, at) + Character.toString(0x20000) + longest.substring(at + 2);
            hashes.add(hash.of(StockKey.of(other, longest)));
            hashes.add(hash.of(StockKey.of(longest, other)));
        }
        assertEquals(1 + longest.length(), hashes.size());
        assertNotEquals(hash.of(StockKey.of("A", "B")), hash.of(StockKey.of("B", "A")));
        assertNotEquals(hash.of(StockKey.of("AB", "C")), hash.of(StockKey.of("A", "BC")));
        assertEquals(hash.of("A"), hash.of(ReservationId.of("A")));
    }
}
