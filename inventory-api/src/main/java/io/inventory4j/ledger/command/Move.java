package io.inventory4j.ledger.command;

import io.inventory4j.Posting;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Moves units between buckets of one or more lines, all postings or nothing (rule 3): receive, put away, transfer,
 * write off, set safety stock, inspect, book a count.
 *
 * @param id the move's id; moves have an id space of their own
 * @param reason why, for the journal; not part of the content
 * @param force whether AVAILABLE may fall below zero, because a stocktake found less than was promised
 * @param postings what goes where, at most 100; may be empty if there are targets or openings
 * @param targets what lines are to have, in key order, at most 100; none of a line that has a posting (rule 3.8)
 * @param expectedVersions lines that must still be at these versions; 0 expects a line that does not exist
 * @param openings lines that are given a new opening quantity (rule 3.7)
 */
public record Move(
        String id,
        String reason,
        boolean force,
        List<Posting> postings,
        List<SetTo> targets,
        Map<StockKey, Long> expectedVersions,
        Map<StockKey, Opening> openings)
        implements Command {

    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, a line has two targets or a target and a
     *     posting, or there is no posting, target or opening
     */
    public Move {
        Bounds.text("move id", id);
        Bounds.text("reason", reason);
        postings = List.copyOf(postings);
        Bounds.size("postings", postings.size(), 0, Bounds.MAX_LINES);
        targets = sortedTargets(targets, postings);
        expectedVersions = sorted("expectedVersions", expectedVersions);
        expectedVersions.forEach((key, version) -> Bounds.limit("expectedVersions of " + key, version));
        openings = sorted("openings", openings);
        if (postings.isEmpty() && targets.isEmpty() && openings.isEmpty()) {
            throw new IllegalArgumentException("postings is empty; a move needs a posting, a target or an opening");
        }
    }

    /**
     * A move without targets.
     *
     * @param id the move's id
     * @param reason why
     * @param force whether AVAILABLE may fall below zero
     * @param postings what goes where
     * @param expectedVersions lines that must still be at these versions
     * @param openings lines that are given a new opening quantity
     */
    public Move(
            String id,
            String reason,
            boolean force,
            List<Posting> postings,
            Map<StockKey, Long> expectedVersions,
            Map<StockKey, Opening> openings) {
        this(id, reason, force, postings, List.of(), expectedVersions, openings);
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

    private static List<SetTo> sortedTargets(List<SetTo> targets, List<Posting> postings) {
        Bounds.size("targets", targets.size(), 0, Bounds.MAX_LINES);
        if (targets.isEmpty()) {
            return List.of();
        }
        Map<StockKey, SetTo> byKey = new TreeMap<>();
        for (SetTo target : targets) {
            if (byKey.put(target.key(), target) != null) {
                throw new IllegalArgumentException(target.key() + " has two targets; a line has one at most");
            }
        }
        for (Posting posting : postings) {
            if (byKey.containsKey(posting.key())) {
                throw new IllegalArgumentException(
                        posting.key() + " has a target and a posting; a line has one of them");
            }
        }
        return List.copyOf(byKey.values());
    }

    private static <V> Map<StockKey, V> sorted(String name, Map<StockKey, V> values) {
        Objects.requireNonNull(values, name);
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<StockKey, V> copy = new TreeMap<>(values);
        Bounds.size(name, copy.size(), 1, Bounds.MAX_LINES);
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The content in canonical form: postings in order, targets, force, expected versions, openings (rule 3.4). A store
     * keeps it with the id, to distinguish a retry from another command with the same id.
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
        text.add(targets.size());
        for (SetTo target : targets) {
            text.add(target.key()).add(target.target().name()).add(target.quantity());
        }
        text.add(expectedVersions.size());
        expectedVersions.forEach((key, version) -> text.add(key).add(version));
        openings.forEach((key, opening) -> text.add(key).add(opening.quantity()).add(opening.pinned()));
        return text.toString();
    }
}
