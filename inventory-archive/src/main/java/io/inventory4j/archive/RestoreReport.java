package io.inventory4j.archive;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has done. What was acknowledged after {@code upTo} and not archived is lost. Only a shop that knows
 * its own orders can name it, by asking the ledger about each order that is newer.
 *
 * @param rows how many rows of a snapshot were put back; 0 if there is none, or it continued an earlier restore
 * @param calls how many calls were played again: those after the snapshot; fewer if it continued an earlier restore
 * @param entries how many journal entries they have
 * @param from the place in the journal after which it played calls: that of the snapshot, or of an earlier restore;
 *     else 0
 * @param to the place in the journal that the ledger has now
 * @param upTo the time of the last restored call, by the ledger's clock; null where none is archived
 * @param took how long it took
 */
public record RestoreReport(
        long rows,
        long calls,
        long entries,
        long from,
        long to,
        @Nullable Instant upTo,
        Duration took) {}
