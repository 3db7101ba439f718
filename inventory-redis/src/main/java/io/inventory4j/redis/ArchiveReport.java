package io.inventory4j.redis;

import java.util.List;

/**
 * How a ledger in Redis compares to its archive.
 *
 * @param archived the last archived place
 * @param place the last place of the journal in Redis
 * @param agreed up to which place both have the same calls
 * @param lines how many lines were compared
 * @param differences every difference, up to the bound that was asked for
 * @param more whether there are more differences than these
 */
public record ArchiveReport(
        long archived, long place, long agreed, long lines, List<ArchiveDifference> differences, boolean more) {
    /** Copies the list. */
    public ArchiveReport {
        differences = List.copyOf(differences);
    }

    /**
     * Whether all that is archived is as it is in Redis.
     *
     * @return true if nothing differs, but that Redis may be ahead
     */
    public boolean sound() {
        return differences.stream().allMatch(one -> one instanceof ArchiveDifference.NotArchived);
    }
}
