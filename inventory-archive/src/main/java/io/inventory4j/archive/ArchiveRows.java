package io.inventory4j.archive;

import io.inventory4j.Bucket;
import io.inventory4j.JournalEntry;
import io.inventory4j.LevelChange;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.redis.RecordedCall;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        StockLevel after = change.after();
        return new @Nullable Object[] {
            namespace,
            entry.sequence(),
            micros(entry.at()),
            entry.kind().name(),
            entry.command(),
            entry.settlement(),
            entry.reason(),
            after.key().sku(),
            after.key().location(),
            after.available(),
            after.reserved(),
            after.committed(),
            after.safety(),
            after.qualityControl(),
            after.damaged(),
            after.incoming(),
            after.version(),
            after.saleState().name(),
            after.opening(),
            change.delta(Bucket.AVAILABLE),
            change.delta(Bucket.RESERVED),
            change.delta(Bucket.COMMITTED),
            change.delta(Bucket.SAFETY),
            change.delta(Bucket.QUALITY_CONTROL),
            change.delta(Bucket.DAMAGED),
            change.delta(Bucket.INCOMING)
        };
    }

    /** From a row's {@link ArchiveTables#LEVEL}. */
    static StockLevel level(StockKey key, Cells cells) throws SQLException {
        return new StockLevel(
                key,
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                cells.number(),
                SaleState.valueOf(cells.text()),
                cells.number());
    }

    /** Redis' times are whole microseconds, so nothing is rounded. */
    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
