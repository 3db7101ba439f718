package io.inventory4j.live.demand;

import io.inventory4j.stock.Bounds;
import java.util.List;

/**
 * Notes of one node that are to be written to the ledger, each as the reason of a move. The same batch is given again
 * until it is said to be written, so its moves get ids made of the batch's: then a repeated write counts once (rule
 * 3.4). Each note can be read alone.
 *
 * @param id that of no other batch, of whatever node or run: 1 to 60 letters, digits, hyphens and a slash
 * @param number counts the batches of one {@link LostDemand}, from 1
 * @param notes the texts, 1 to {@link #MOST_NOTES}, each of at most 200 code points
 */
public record DemandBatch(String id, long number, List<String> notes) {
    /** The most notes of a batch. */
    public static final int MOST_NOTES = 100;

    /** Checks bounds and copies. */
    public DemandBatch {
        Bounds.text("id", id);
        Bounds.quantity("number", number);
        notes = List.copyOf(notes);
        Bounds.size("notes", notes.size(), 1, MOST_NOTES);
        notes.forEach(note -> Bounds.text("note", note));
    }
}
