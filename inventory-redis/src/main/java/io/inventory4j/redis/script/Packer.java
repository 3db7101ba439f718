package io.inventory4j.redis.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes MessagePack, as much of it as requests need: whole numbers, byte strings, arrays. Texts and arrays get the
 * same bytes that scripts pack.
 */
public final class Packer {
    private byte[] bytes = new byte[512];
    private int size;

    public Packer number(long value) {
        if (value >= -32 && value <= 127) {
            put((int) value);
        } else if (value >= 0 && value <= 0xFFFF) {
            put(0xCD);
            big(value, 2);
        } else if (value >= 0 && value <= 0xFFFF_FFFFL) {
            put(0xCE);
            big(value, 4);
        } else {
            put(0xD3);
            big(value, 8);
        }
        return this;
    }

    public Packer text(String value) {
        return text(value.getBytes(StandardCharsets.UTF_8));
    }

    public Packer text(byte[] value) {
        if (value.length < 32) {
            put(0xA0 | value.length);
        } else if (value.length <= 0xFF) {
            put(0xD9);
            big(value.length, 1);
        } else if (value.length <= 0xFFFF) {
            put(0xDA);
            big(value.length, 2);
        } else {
            put(0xDB);
            big(value.length, 4);
        }
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Writes the header of an array; its values follow. */
    public Packer array(int length) {
        if (length < 16) {
            put(0x90 | length);
        } else if (length <= 0xFFFF) {
            put(0xDC);
            big(length, 2);
        } else {
            put(0xDD);
            big(length, 4);
        }
        return this;
    }

    /** Writes everything that another packer has. */
    Packer all(Packer other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
        return this;
    }

    /** The number of bytes that were written. */
    int size() {
        return size;
    }

    /** Begins again. */
    void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void big(long value, int width) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            put((int) (value >> shift));
        }
    }

    private void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
