package io.inventory4j.live.demand;

import io.inventory4j.stock.Bounds;
import java.util.List;

/**
 * Notes of one node that are to be written to the ledger, each as the reason of a move. The same batch is given again
 * until it is said to be written, so its moves get ids made of the node's run and the batch's number: then a repeated
 * write counts once (rule 3.4). Each note can be read alone.
 *
 * @param number counts the batches of one {@link LostDemand}, from 1. After a restart it begins anew, so an id needs
 *     something that no two runs of a node share
 * @param notes the texts, 1 to {@link #MOST_NOTES}, each of at most 200 code points
 */
public record DemandBatch(long number, List<String> notes) {
    /** The most notes of a batch. */
    public static final int MOST_NOTES = 100;

    /** Checks bounds and copies. */
    public DemandBatch {
        Bounds.quantity("number", number);
        notes = List.copyOf(notes);
        Bounds.size("notes", notes.size(), 1, MOST_NOTES);
        notes.forEach(note -> Bounds.text("note", note));
    }
}
