package io.inventory4j.live.notes;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the sale remembers, in the ledger itself, so that it needs no other store and survives what the ledger survives.
 *
 * <p>A note is a move on a line of the sale's own, with the text as its reason. Ids make it a register that is written
 * once: of two nodes that write different texts under one id, the first wins and the other one is told so (rule 3.4). A
 * reason is no content of a move, but its quantities are; so they are 60 bits of the text's hash. Notes are read from
 * the journal by the sale's log. A mark is a quantity on a line of its own, for what has to be read at once.
 */
public final class SaleNotes {
    /** What became of writing a note. */
    public enum Written {
        /** It was not there. */
        FIRST,
        /** It was there already, with this text. */
        AGAIN,
        /** Another text is there. */
        OTHER
    }

    private static final String NOTES = "notes";

    /** Where a note leaves its quantities: nobody can buy them there. */
    private static final List<Bucket> BUCKETS = List.of(Bucket.INCOMING, Bucket.QUALITY_CONTROL, Bucket.DAMAGED);

    private final Inventory inventory;
    private final SaleIds ids;

    /**
     * The notes of one sale.
     *
     * @param inventory where they are kept
     * @param ids those of the sale
     */
    public SaleNotes(Inventory inventory, SaleIds ids) {
        this.inventory = inventory;
        this.ids = ids;
    }

    /**
     * The line whose entries are the notes.
     *
     * @return its key
     */
    public StockKey line() {
        return ids.own(NOTES);
    }

    /**
     * Writes a note.
     *
     * @param id its id
     * @param text 1 to 200 code points
     * @return what became of it
     */
    public Written write(String id, String text) {
        byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
        Posting[] postings = new Posting[BUCKETS.size()];
        for (int i = 0; i < postings.length; i++) {
            // 20 bits each: the sums of millions of notes stay within 2^53 - 1.
            long bits = (hash[3 * i] & 0xffL) << 12 | (hash[3 * i + 1] & 0xffL) << 4 | (hash[3 * i + 2] & 0xfL);
            postings[i] = new Posting(line(), Bucket.OUTSIDE, BUCKETS.get(i), bits + 1);
        }
        return post(id, text, postings);
    }

    /**
     * The SHA-256 of bytes.
     *
     * @param bytes the bytes
     * @return hexadecimal digits
     */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Writes a mark.
     *
     * @param id its id
     * @param number above 0
     * @return what became of it
     */
    public Written mark(String id, long number) {
        return post(id, "a mark of the live sale", new Posting(ids.own(id), Bucket.OUTSIDE, Bucket.INCOMING, number));
    }

    /**
     * Reads a mark.
     *
     * @param id its id
     * @return its number, or empty if there is none
     */
    public Optional<Long> marked(String id) {
        return inventory.level(ids.own(id)).map(level -> level.incoming()).filter(number -> number > 0);
    }

    private Written post(String id, String reason, Posting... postings) {
        Outcome outcome = inventory.move(ids.of(id), reason, postings);
        if (outcome instanceof Outcome.Applied applied) {
            return applied.replayed() ? Written.AGAIN : Written.FIRST;
        }
        Refusal refusal = ((Outcome.Refused) outcome).refusal();
        if (refusal.reason() != Reason.ID_REUSED) {
            throw new IllegalStateException("the note " + ids.of(id) + " was refused: " + refusal);
        }
        return Written.OTHER;
    }
}
