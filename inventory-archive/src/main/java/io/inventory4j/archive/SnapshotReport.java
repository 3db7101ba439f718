package io.inventory4j.archive;

import java.time.Duration;

/**
 * What a snapshot has.
 *
 * @param place the place of the journal at which its rows were so; 0 if nothing has happened yet, then it is none
 * @param rows how many rows the ledger had
 * @param missing how many entries of the journal before it are not archived and never will be, because they were
 *     deleted before; usually 0
 * @param took how long it took
 */
public record SnapshotReport(long place, long rows, long missing, Duration took) {}
