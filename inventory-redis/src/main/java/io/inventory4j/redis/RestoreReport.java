package io.inventory4j.redis;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has done. What was acknowledged behind {@code upTo} and not archived is lost: only who kept it, such as the
 * shop with its orders, can name it, by asking the ledger about each one that is newer.
 *
 * @param calls how many calls were played again; fewer than there are if an earlier restore had begun
 * @param entries how many journal entries they have
 * @param from the place in the journal behind which it began, 0 unless an earlier restore had begun
 * @param to the place in the journal that the ledger has now
 * @param upTo the time of the last restored call, by the ledger's clock; null where the archive is empty
 * @param took how long it took
 */
public record RestoreReport(
        long calls,
        long entries,
        long from,
        long to,
        @Nullable Instant upTo,
        Duration took) {}
