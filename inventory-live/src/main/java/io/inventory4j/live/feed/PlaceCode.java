package io.inventory4j.live.feed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The event ids of one feed: a place of its log and a mark, as one block of AES under a key that only this feed has.
 *
 * <p>A place counts the changes of all lines. So a buyer who saw it could tell the pace of the sale from it, and its
 * length would tell as much; an id has always 32 characters, which say nothing. The id of another feed, of a node that
 * runs no more, or of somebody's invention does not decrypt to the mark, but by a chance of 1 in 2^64, and is unknown.
 * A single block needs no mode: no two places are the same. Thread-safe.
 */
final class PlaceCode {
    private static final int BLOCK = 16;
    private static final long MARK = 0x6c_65_76_65_6c_73_00_01L;
    private static final HexFormat HEX = HexFormat.of();

    private final Cipher encrypt;
    private final Cipher decrypt;

    PlaceCode() {
        byte[] key = new byte[BLOCK];
        new SecureRandom().nextBytes(key);
        SecretKeySpec secret = new SecretKeySpec(key, "AES");
        encrypt = cipher(Cipher.ENCRYPT_MODE, secret);
        decrypt = cipher(Cipher.DECRYPT_MODE, secret);
        Arrays.fill(key, (byte) 0);
    }

    @SuppressWarnings("InsecureCryptoMode") // one block, as said above
    private static Cipher cipher(int mode, SecretKeySpec key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES, which every Java must have", e);
        }
    }

    String encode(long place) {
        byte[] block = ByteBuffer.allocate(BLOCK).putLong(place).putLong(MARK).array();
        return HEX.formatHex(run(encrypt, block));
    }

    /** The place; empty if the id is not one of this feed. */
    OptionalLong decode(@Nullable String id) {
        if (id == null || id.length() != 2 * BLOCK || !id.chars().allMatch(HexFormat::isHexDigit)) {
            return OptionalLong.empty();
        }
        ByteBuffer block = ByteBuffer.wrap(run(decrypt, HEX.parseHex(id)));
        long place = block.getLong();
        return block.getLong() == MARK ? OptionalLong.of(place) : OptionalLong.empty();
    }

    private static byte[] run(Cipher cipher, byte[] block) {
        synchronized (cipher) {
            try {
                return cipher.doFinal(block);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES of one block failed", e);
            }
        }
    }
}
