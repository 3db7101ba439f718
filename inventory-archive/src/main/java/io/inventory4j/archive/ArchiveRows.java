package io.inventory4j.archive;

import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.LevelCells;
import io.inventory4j.redis.RecordedCall;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls and journal entries as rows of {@link ArchiveTables}, and back. */
final class ArchiveRows {
    private ArchiveRows() {}

    static @Nullable Object[] row(String namespace, RecordedCall call) {
        return new @Nullable Object[] {namespace, call.sequence(), micros(call.at()), call.request(), call.answer()};
    }

    /** From a row's sequence, request and answer. */
    static RecordedCall call(Cells cells) throws SQLException {
        return RecordedCall.of(cells.number(), cells.bytes(), cells.bytes());
    }

    static @Nullable Object[] row(String namespace, JournalEntry entry) {
        LevelChange change = entry.change();
        List<@Nullable Object> before = Arrays.asList(
                namespace,
                entry.sequence(),
                micros(entry.at()),
                entry.kind().name(),
                entry.command(),
                entry.settlement(),
                entry.reason(),
                change.key().sku(),
                change.key().location());
        List<@Nullable Object> deltas = List.of(
                change.delta(Bucket.AVAILABLE),
                change.delta(Bucket.RESERVED),
                change.delta(Bucket.COMMITTED),
                change.delta(Bucket.SAFETY),
                change.delta(Bucket.QUALITY_CONTROL),
                change.delta(Bucket.DAMAGED),
                change.delta(Bucket.INCOMING));
        return LevelCells.row(before, change.after(), deltas);
    }

    /** Redis' times are whole microseconds, so nothing is rounded. */
    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
