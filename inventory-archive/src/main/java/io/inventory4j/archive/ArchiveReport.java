package io.inventory4j.archive;

import java.util.List;

/**
 * How a ledger in Redis compares to its archive.
 *
 * @param archived the last archived place
 * @param place the last place of the journal in Redis
 * @param agreed the last place up to which both have the same calls
 * @param lines how many lines were compared
 * @param differences the differences, at most 1,000
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
     * @return true if nothing differs, apart from calls that are not archived yet
     */
    public boolean sound() {
        return differences.stream().allMatch(one -> one instanceof ArchiveDifference.NotArchived);
    }
}
