package io.inventory4j.core.limits;

import io.inventory4j.order.Identity;
import io.inventory4j.stock.Bounds;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The shop's secret under which counters name identities. A counter's name holds the HMAC-SHA-256 (RFC 2104, FIPS
 * 180-4) of an identity and nothing else of it. A plain hash would not do: there are so few phone numbers that all of
 * them can be hashed in minutes.
 *
 * <p>Every node of a shop has the same key, from a random source and kept like a password. Whoever has the key and the
 * store can find out whether an identity has bought, so the counters stay personal data; once the key is destroyed,
 * nobody can.
 *
 * <p>Another key makes other counters, so all counts begin anew. For a change of keys in the middle of a sale, ask by
 * both for a while: {@code perIdentity("device", 2, oldKey).and(perIdentity("device", 2, newKey))}. What has been
 * bought still counts by the old key, and what is bought now counts by both. Once the old counts no longer matter, such
 * as at the end of a window or a campaign, drop the old rule. What is given back goes to the counters that were
 * charged, whatever the key is now.
 *
 * <p>Immutable and thread-safe.
 */
public final class IdentityKey {
    /** The shortest key, in bytes: 128 bits cannot be guessed. */
    public static final int MIN_BYTES = 16;

    /** The longest key, in bytes. HMAC-SHA-256 gains nothing from more than 64. */
    public static final int MAX_BYTES = 1_024;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec secret;

    private IdentityKey(SecretKeySpec secret) {
        this.secret = secret;
    }

    /**
     * A key.
     *
     * @param secret 16 to 1,024 bytes, which are copied: the caller may then wipe the array
     * @return the key
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public static IdentityKey of(byte[] secret) {
        Bounds.size("identity key", secret.length, MIN_BYTES, MAX_BYTES);
        return new IdentityKey(new SecretKeySpec(secret, ALGORITHM));
    }

    /**
     * What stands for an identity in a counter's name: 43 characters of A-Z, a-z, 0-9, - and _. The kind is hashed too,
     * so nobody sees that the identities of two kinds have the same value. No text has a control character (rule 9.1),
     * so two identities never make the same input.
     */
    String hash(Identity identity) {
        // A Mac is not thread-safe. A new one costs about a microsecond; one a thread would stay with each thread.
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(identity.kind().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return TEXT.encodeToString(mac.doFinal(identity.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "IdentityKey";
    }
}
