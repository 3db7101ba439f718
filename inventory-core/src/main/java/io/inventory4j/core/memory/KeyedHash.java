package io.inventory4j.core.memory;

import io.inventory4j.ReservationId;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The hash of a table's keys, under a random secret. Buyers and sellers choose order numbers and SKUs. {@link
 * String#hashCode} is known to them, so they could choose many that fall into one bucket, and each search there would
 * walk through all of them. Under a secret, chosen keys are spread like any others.
 *
 * <pre>{@code
 *   sum  = secret[0] + secret[1] * char 1 + secret[2] * char 2 + ...    modulo 2^64; of the last char, its high bits
 *   hash = 28 mixed bits of the sum: the group; 4 bits that differ where the low 4 bits of the last char do
 * }</pre>
 *
 * <p><b>Why it cannot be aimed at.</b> At most 16 keys differ in nothing but the low 4 bits of their last char: they
 * share a group, and each has a place of its own there. Two other keys differ in some char, since none is below 16
 * (rule 9.1). The difference of that char is an odd number times at most 2^15. So for all other numbers of the secret,
 * at most 2^15 of the 2^64 values of this char's number make the sums equal: whoever does not know the secret finds
 * equal sums with a chance of at most 2^-49 a pair. The multiplications do not wait for each other, so this costs
 * hardly more than {@link String#hashCode}.
 *
 * <p><b>Why groups.</b> Order numbers mostly come one after the other. Those that differ in their last digit lie side
 * by side, so nine of ten find their slots in the processor's cache.
 *
 * <p><b>Source.</b> Lemire and Kaser, "Strongly Universal String Hashing is Fast" (The Computer Journal, 2014), their
 * family "multilinear". A mixing step follows, because sums of numbers in a row are numbers in a row. Stateless and
 * thread-safe.
 */
final class KeyedHash implements Table.Hash {
    /** A text has at most twice as many chars as code points. */
    private static final int CHARS = 2 * Bounds.MAX_TEXT;

    /** How many bits of a hash say which place of its group a key has. */
    static final int PLACE_BITS = 4;

    private static final int PLACES = (1 << PLACE_BITS) - 1;

    private static final long MIXER = 0x9e3779b97f4a7c15L;

    private final long[] secret;

    private KeyedHash(long[] secret) {
        this.secret = secret;
    }

    /** A hash that nobody can foretell. */
    static KeyedHash unpredictable() {
        byte[] bytes = new byte[Long.BYTES * (1 + 2 * CHARS)];
        new SecureRandom().nextBytes(bytes);
        return of(bytes);
    }

    /** A hash under a given secret, at least {@code 8 * (1 + 4 * Bounds.MAX_TEXT)} bytes. */
    static KeyedHash of(byte[] bytes) {
        long[] secret = new long[1 + 2 * CHARS];
        ByteBuffer.wrap(bytes).asLongBuffer().get(secret);
        return new KeyedHash(secret);
    }

    @Override
    public int of(Comparable<?> key) {
        long sum = secret[0];
        String text;
        if (key instanceof ReservationId id) {
            text = id.value();
        } else if (key instanceof StockKey line) {
            text = line.location();
            sum += sum(line.sku(), 1 + CHARS, line.sku().length());
        } else {
            text = (String) key;
        }
        int last = text.length() - 1;
        char end = text.charAt(last);
        sum += sum(text, 1, last) + secret[1 + last] * (end >> PLACE_BITS);
        int mixed = (int) (((sum ^ (sum >>> 32)) * MIXER) >>> 32);
        // Places are turned from group to group, or all keys with one ending would have the same.
        return (mixed & ~PLACES) | (((mixed >>> PLACE_BITS) ^ end) & PLACES);
    }

    private long sum(String text, int first, int length) {
        long[] numbers = secret;
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += numbers[first + i] * text.charAt(i);
        }
        return sum;
    }
}
