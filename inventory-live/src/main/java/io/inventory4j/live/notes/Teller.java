package io.inventory4j.live.notes;

import io.inventory4j.live.notes.SaleNotes.Written;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a listener on one node of all: whichever gets the claim ({@link ClaimBook}). */
public final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private final SaleNotes notes;

    /** Who claims: a node, or one of several sales on it. */
    private final String node = UUID.randomUUID().toString();

    /**
     * The teller of one node.
     *
     * @param notes where claims are written
     */
    public Teller(SaleNotes notes) {
        this.notes = notes;
    }

    /**
     * Tells what a note is about, if this node gets the claim of that number. A listener that fails is logged, and
     * called again by a later claim.
     *
     * @param about what is told
     * @param claim the number of the claim; 0 for none
     * @param listener what tells
     */
    public void tell(String about, int claim, Runnable listener) {
        if (claim > 0 && notes.write(about + ClaimBook.CLAIM + claim, node) == Written.FIRST) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                // It is told again by the next claim, and what comes after it is not kept waiting.
                LOG.warn("A listener of the live sale failed on {}", about, e);
                return;
            }
            notes.write(about + ClaimBook.TOLD, "told");
        }
    }
}
