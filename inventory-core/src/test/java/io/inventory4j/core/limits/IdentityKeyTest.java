package io.inventory4j.core.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.order.Identity;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentityKeyTest {
    private static final byte[] SECRET = secret(0);

    private static byte[] secret(int first) {
        byte[] secret = new byte[16];
        IntStream.range(0, 16).forEach(i -> secret[i] = (byte) (first + i));
        return secret;
    }

    private static String hash(byte[] secret, String kind, String value) {
        return IdentityKey.of(secret).hash(new Identity(kind, value));
    }

    /** The expected texts come from another program: HMAC-SHA-256 of the kind, a zero byte and the value. */
    @Test
    void theFormNeverChangesBecauseStoresKeepIt() {
        assertEquals("7V6GvyOduJPzD4EN4XSBFwrHLnniqditWe31P3oI5Jg", hash(SECRET, "device", "d-1"));
        assertEquals("6exxgcebKZS36uSJF-gqxK3E4ef571qjq9VVG2ALSLU", hash(SECRET, "phone", "d-1"));
        assertEquals("72BXtURJUKscXGiIXd5jP4rTLELtAm7BDBtIq63NHDQ", hash(secret(1), "device", "d-1"));
        assertEquals("MWVP-kUvfXJKEO4ov8oGJOKGIMCHaqb3-5tHt36bkUE", hash(SECRET, "gerät", "💳"));
    }

    @Test
    void kindAndValueDoNotRunIntoEachOther() {
        assertNotEquals(hash(SECRET, "ab", "c"), hash(SECRET, "a", "bc"));
    }

    @Test
    void aKeyIsCopied() {
        byte[] secret = secret(0);
        IdentityKey key = IdentityKey.of(secret);
        secret[0] = 99;
        assertEquals(hash(SECRET, "device", "d-1"), key.hash(new Identity("device", "d-1")));
    }

    @Test
    void aKeyHas16To1024Bytes() {
        assertThrows(IllegalArgumentException.class, () -> IdentityKey.of(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> IdentityKey.of(new byte[1_025]));
        assertEquals("IdentityKey", IdentityKey.of(new byte[1_024]).toString());
    }
}
