package io.inventory4j.redis.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads MessagePack, as much of it as scripts write: whole numbers, byte strings, arrays. */
public final class Unpacker {
    private final byte[] bytes;
    private int at;

    public Unpacker(byte[] bytes) {
        this(bytes, 0);
    }

    public Unpacker(byte[] bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    boolean more() {
        return at < bytes.length;
    }

    public long number() {
        int head = next();
        if (head < 0x80) {
            return head;
        }
        if (head >= 0xE0) {
            return (byte) head;
        }
        return switch (head) {
            case 0xCC -> big(1);
            case 0xCD -> big(2);
            case 0xCE -> big(4);
            case 0xCF, 0xD3 -> big(8);
            case 0xD0 -> (byte) big(1);
            case 0xD1 -> (short) big(2);
            case 0xD2 -> (int) big(4);
            default -> throw unknown(head);
        };
    }

    public int count() {
        return Math.toIntExact(number());
    }

    public String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    public byte[] bytes() {
        int length = length();
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    boolean isText() {
        int head = bytes[at] & 0xFF;
        return (head >= 0xA0 && head < 0xC0) || (head >= 0xD9 && head <= 0xDB);
    }

    boolean isArray() {
        int head = bytes[at] & 0xFF;
        return (head >= 0x90 && head < 0xA0) || head == 0xDC || head == 0xDD;
    }

    /** Reads the header of an array: how many values it has, which follow. */
    public int array() {
        int head = next();
        if (head >= 0x90 && head < 0xA0) {
            return head & 0x0F;
        }
        return switch (head) {
            case 0xDC -> (int) big(2);
            case 0xDD -> (int) big(4);
            default -> throw unknown(head);
        };
    }

    private int length() {
        int head = next();
        if (head >= 0xA0 && head < 0xC0) {
            return head & 0x1F;
        }
        return switch (head) {
            case 0xD9 -> (int) big(1);
            case 0xDA -> (int) big(2);
            case 0xDB -> (int) big(4);
            default -> throw unknown(head);
        };
    }

    private int next() {
        return bytes[at++] & 0xFF;
    }

    private long big(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    private IllegalStateException unknown(int head) {
        return new IllegalStateException("byte " + head + " at " + (at - 1) + " does not begin what is expected there");
    }
}
