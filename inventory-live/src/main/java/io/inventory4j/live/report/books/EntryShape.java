package io.inventory4j.live.report.books;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which units an entry of each kind can move, by the ledger's rules 1 to 4. */
final class EntryShape {
    private static final Set<Bucket> BY_MOVES =
            EnumSet.of(Bucket.AVAILABLE, Bucket.SAFETY, Bucket.QUALITY_CONTROL, Bucket.DAMAGED, Bucket.INCOMING);

    private static final Map<CommandKind, Set<Bucket>> TOUCHED = Map.ofEntries(
            Map.entry(CommandKind.RESERVE, EnumSet.of(Bucket.AVAILABLE, Bucket.RESERVED)),
            Map.entry(CommandKind.SELL, EnumSet.of(Bucket.AVAILABLE, Bucket.RESERVED, Bucket.COMMITTED)),
            Map.entry(CommandKind.CONFIRM, EnumSet.of(Bucket.AVAILABLE, Bucket.RESERVED, Bucket.COMMITTED)),
            Map.entry(CommandKind.RELEASE, EnumSet.of(Bucket.AVAILABLE, Bucket.RESERVED)),
            Map.entry(CommandKind.EXPIRE, EnumSet.of(Bucket.AVAILABLE, Bucket.RESERVED)),
            Map.entry(CommandKind.CANCEL, EnumSet.of(Bucket.AVAILABLE, Bucket.COMMITTED)),
            Map.entry(CommandKind.GIVE_BACK, EnumSet.of(Bucket.AVAILABLE, Bucket.RESERVED, Bucket.COMMITTED)),
            Map.entry(CommandKind.SHIP, EnumSet.of(Bucket.COMMITTED)),
            Map.entry(CommandKind.RETURN, EnumSet.of(Bucket.QUALITY_CONTROL)),
            Map.entry(CommandKind.MOVE, BY_MOVES),
            Map.entry(CommandKind.SALE_STATE, EnumSet.noneOf(Bucket.class)));

    private EntryShape() {}

    static boolean possible(JournalEntry entry) {
        LevelChange change = entry.change();
        Set<Bucket> touched = TOUCHED.getOrDefault(entry.kind(), Set.of());
        for (Bucket bucket : Bucket.values()) {
            if (change.delta(bucket) != 0 && !touched.contains(bucket)) {
                return false;
            }
        }
        return appeared(entry) == 0 && directed(entry.kind(), change);
    }

    /** Units that came from nowhere; negative if they were lost. */
    static long appeared(JournalEntry entry) {
        LevelChange change = entry.change();
        long more = change.after().total() - change.before().total();
        return switch (entry.kind()) {
            case SHIP -> more - Math.min(0, change.delta(Bucket.COMMITTED));
            case RETURN -> more - Math.max(0, change.delta(Bucket.QUALITY_CONTROL));
            case MOVE -> change.delta(Bucket.RESERVED) + change.delta(Bucket.COMMITTED);
            default -> more;
        };
    }

    private static boolean directed(CommandKind kind, LevelChange change) {
        long reserved = change.delta(Bucket.RESERVED);
        long committed = change.delta(Bucket.COMMITTED);
        return switch (kind) {
            case RELEASE, EXPIRE -> reserved <= 0;
            case CONFIRM -> reserved <= 0 && committed >= 0;
            case CANCEL, SHIP -> committed <= 0;
            case GIVE_BACK -> reserved <= 0 && committed <= 0;
            case RETURN -> change.delta(Bucket.QUALITY_CONTROL) >= 0;
            case RESERVE, SELL, MOVE, SALE_STATE -> true;
        };
    }
}
