package io.inventory4j.ledger;

import io.inventory4j.Bounds;
import io.inventory4j.Posting;
import io.inventory4j.StockKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Moves units between buckets of one or more lines, all postings or nothing (rule 3): receive, put away, transfer,
 * write off, set safety stock, inspect, book a stocktake's variance.
 *
 * @param id the move's id; moves have an id space of their own
 * @param reason why, for the journal; not part of the content
 * @param force whether AVAILABLE may fall below zero, because a stocktake found less than was promised
 * @param postings what goes where, at most 100; may be empty if openings are given
 * @param expectedVersions lines that must still be at these versions; 0 expects a line that does not exist
 * @param openings lines that are given a new opening quantity; 0 takes it away, so that the next receipt sets it
 */
public record Move(
        String id,
        String reason,
        boolean force,
        List<Posting> postings,
        Map<StockKey, Long> expectedVersions,
        Map<StockKey, Long> openings)
        implements Command {

    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, or there is neither a posting nor an opening
     */
    public Move {
        Bounds.text("move id", id);
        Bounds.text("reason", reason);
        postings = List.copyOf(postings);
        Bounds.size("postings", postings.size(), 0, Bounds.MAX_LINES);
        expectedVersions = sorted("expectedVersions", expectedVersions);
        openings = sorted("openings", openings);
        if (postings.isEmpty() && openings.isEmpty()) {
            throw new IllegalArgumentException("postings is empty; a move needs a posting or an opening");
        }
    }

    /**
     * A move without force, expected versions or openings.
     *
     * @param id the move's id
     * @param reason why
     * @param postings what goes where
     * @return the command
     */
    public static Move of(String id, String reason, Posting... postings) {
        return new Move(id, reason, false, List.of(postings), Map.of(), Map.of());
    }

    private static Map<StockKey, Long> sorted(String name, Map<StockKey, Long> values) {
        Objects.requireNonNull(values, name);
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<StockKey, Long> copy = new TreeMap<>(values);
        Bounds.size(name, copy.size(), 1, Bounds.MAX_LINES);
        copy.forEach((key, value) -> Bounds.limit(name + " of " + key, value));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The content in canonical form: postings in order, force, expected versions, openings (rule 3.4). A store keeps it
     * with the id, to distinguish a retry from another command with the same id.
     *
     * @return the text, at most 100 characters
     */
    public String content() {
        CanonicalText text = new CanonicalText().add(force).add(postings.size());
        for (Posting posting : postings) {
            text.add(posting.key())
                    .add(posting.from().name())
                    .add(posting.to().name())
                    .add(posting.quantity());
        }
        text.add(expectedVersions.size());
        expectedVersions.forEach((key, version) -> text.add(key).add(version));
        openings.forEach((key, opening) -> text.add(key).add(opening));
        return text.toString();
    }
}
