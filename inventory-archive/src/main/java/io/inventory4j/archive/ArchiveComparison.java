package io.inventory4j.archive;

import io.inventory4j.archive.ArchiveDifference.Forked;
import io.inventory4j.archive.ArchiveDifference.Gap;
import io.inventory4j.archive.ArchiveDifference.Lost;
import io.inventory4j.archive.ArchiveDifference.MissingLine;
import io.inventory4j.archive.ArchiveDifference.NotArchived;
import io.inventory4j.archive.ArchiveDifference.OtherLevel;
import io.inventory4j.archive.ArchiveDifference.UnknownLine;
import io.inventory4j.archive.ArchivedRows.Snapshot;
import io.inventory4j.redis.CallLog;
import io.inventory4j.redis.RecordedCall;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares Redis with the archive while the shop sells and the archive is drained. It reads the archive first, then the
 * lines, then the journal. So each is at least as new as what was read before it, and the journal explains a line that
 * has changed meanwhile. Used once, by one thread.
 */
final class ArchiveComparison {
    private final ArchiveStore store;
    private final CallLog log;
    private final int pageSize;
    private final int most;

    private final List<ArchiveDifference> differences = new ArrayList<>();
    private final Map<StockKey, Suspect> suspects = new LinkedHashMap<>();
    private boolean more;
    private @Nullable Snapshot copies;
    private final Set<StockKey> lines = new HashSet<>();

    /** A line that is newer in Redis than in the archive, or unknown to the archive: the journal must explain it. */
    private record Suspect(@Nullable StockLevel journal, StockLevel redis) {}

    ArchiveComparison(ArchiveStore store, CallLog log, int pageSize, int most) {
        this.store = store;
        this.log = log;
        this.pageSize = pageSize;
        this.most = most;
    }

    ArchiveReport run() {
        long archived = store.greatest();
        long place = log.place();
        long both = Math.min(archived, place);
        long fork = fork(both);
        long agreed = fork > 0 ? Math.max(store.lastUpTo(fork - 1), Math.min(store.beginning(), fork - 1)) : both;
        copies = store.rows().newest(agreed).orElse(null);
        if (fork > 0) {
            add(new Forked(fork));
        } else if (place > archived) {
            ahead(archived, place);
        }
        lost(agreed, archived);
        archivedLines(agreed);
        copiedLines();
        otherLines();
        explain(agreed);
        suspects.values().forEach(this::accuse);
        return new ArchiveReport(archived, place, agreed, lines.size(), differences, more);
    }

    private void add(ArchiveDifference difference) {
        if (differences.size() < most) {
            differences.add(difference);
        } else {
            more = true;
        }
    }

    /** The first place where both have a call and the calls differ; 0 if there is none. */
    private long fork(long both) {
        List<RecordedCall> there = log.calls(0, pageSize);
        long before = there.isEmpty() ? both : there.get(0).sequence() - 1;
        if (before < store.beginning()) {
            before = Math.min(both, store.beginning());
            there = log.calls(before + 1, pageSize);
        }
        while (before < both) {
            List<RecordedCall> archived = store.calls(before, both, pageSize);
            for (int i = 0; i < Math.max(there.size(), archived.size()); i++) {
                RecordedCall left = i < there.size() ? there.get(i) : null;
                RecordedCall right = i < archived.size() ? archived.get(i) : null;
                if (left == null || right == null || !left.equals(right)) {
                    return firstOf(left, right, both);
                }
                before = left.sequence();
            }
            there = log.calls(before + 1, pageSize);
        }
        return 0;
    }

    /**
     * The place where one has a call and the other has none or another; 0 if only the journal has grown beyond both.
     */
    private static long firstOf(@Nullable RecordedCall left, @Nullable RecordedCall right, long both) {
        long ofRedis = left == null ? Long.MAX_VALUE : left.after() + 1;
        long ofArchive = right == null ? Long.MAX_VALUE : right.after() + 1;
        long first = Math.min(ofRedis, ofArchive);
        return first <= both ? first : 0;
    }

    private void ahead(long archived, long place) {
        add(new NotArchived(archived, place));
        List<RecordedCall> next = log.calls(archived + 1, 1);
        long missing = (next.isEmpty() ? place : next.get(0).after()) - archived;
        // Nothing is missing if the calls were archived meanwhile.
        if (missing > 0 && store.greatest() == archived) {
            add(new Gap(archived, missing));
        }
    }

    private void lost(long agreed, long archived) {
        long place = agreed;
        while (place < archived && !more) {
            List<RecordedCall> calls = store.calls(place, archived, pageSize);
            if (calls.isEmpty()) {
                return;
            }
            for (RecordedCall call : calls) {
                add(new Lost(call.sequence(), call.at(), call.subjects(), call.entries()));
                place = call.sequence();
            }
        }
    }

    private void archivedLines(long agreed) {
        StockKey last = null;
        List<StockKey> keys = store.lines(null, agreed, pageSize);
        while (!keys.isEmpty()) {
            List<StockLevel> journal =
                    keys.stream().map(key -> level(key, agreed)).toList();
            Map<StockKey, StockLevel> redis = log.levels(keys);
            for (int i = 0; i < keys.size(); i++) {
                compare(journal.get(i), redis.get(keys.get(i)));
                last = keys.get(i);
            }
            lines.addAll(keys);
            keys = store.lines(last, agreed, pageSize);
        }
    }

    /** A line's archived level. The snapshot's is newer if the archive lacks calls that came before the snapshot. */
    private StockLevel level(StockKey key, long agreed) {
        StockLevel entry = store.level(key, agreed).orElseThrow();
        Snapshot snapshot = copies;
        return snapshot == null
                ? entry
                : store.rows()
                        .level(snapshot.id(), key)
                        .filter(copy -> copy.version() > entry.version())
                        .orElse(entry);
    }

    /** Lines that nothing has touched since the archive began have no entry: they are in a snapshot only. */
    private void copiedLines() {
        Snapshot snapshot = copies;
        StockKey last = null;
        List<StockLevel> levels = snapshot == null ? List.of() : store.rows().lines(snapshot.id(), null, pageSize);
        while (snapshot != null && !levels.isEmpty()) {
            Map<StockKey, StockLevel> redis =
                    log.levels(levels.stream().map(StockLevel::key).toList());
            for (StockLevel level : levels) {
                last = level.key();
                if (lines.add(last)) {
                    compare(level, redis.get(last));
                }
            }
            levels = store.rows().lines(snapshot.id(), last, pageSize);
        }
    }

    private void compare(StockLevel journal, @Nullable StockLevel redis) {
        if (redis == null) {
            add(new MissingLine(journal));
        } else if (redis.version() > journal.version()) {
            suspects.put(journal.key(), new Suspect(journal, redis));
        } else if (!redis.equals(journal)) {
            add(new OtherLevel(journal, redis));
        }
    }

    private void otherLines() {
        log.forEachLine(pageSize, level -> {
            if (!lines.contains(level.key())) {
                suspects.put(level.key(), new Suspect(null, level));
            }
        });
    }

    /**
     * Removes the suspects that the journal explains, or the archive, if their calls were drained and purged meanwhile.
     */
    private void explain(long agreed) {
        long place = agreed;
        while (!suspects.isEmpty()) {
            List<RecordedCall> calls = log.calls(place + 1, pageSize);
            if (calls.isEmpty()) {
                break;
            }
            for (RecordedCall call : calls) {
                call.entries().forEach(entry -> clear(entry.change().after()));
                place = call.sequence();
            }
        }
        suspects.values().removeIf(suspect -> {
            Optional<StockLevel> archived =
                    store.levelAt(suspect.redis().key(), suspect.redis().version());
            return archived.isPresent() && archived.get().equals(suspect.redis());
        });
    }

    private void clear(StockLevel level) {
        Suspect suspect = suspects.get(level.key());
        if (suspect != null && suspect.redis().equals(level)) {
            suspects.remove(level.key());
        }
    }

    private void accuse(Suspect suspect) {
        StockLevel journal = suspect.journal();
        add(journal == null ? new UnknownLine(suspect.redis()) : new OtherLevel(journal, suspect.redis()));
    }
}
