package io.inventory4j.live.demand;

import io.inventory4j.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the rows of one minute into at most {@link DemandBatch#MOST_NOTES} notes: those with most requests first. What
 * does not fit, because the notes are full or a SKU and its channel are too long for one, is added up as others of its
 * reason, for which a note each is kept free. For one thread.
 */
final class NotePacker {
    private static final Comparator<DemandRow> MOST_FIRST = Comparator.comparingLong(DemandRow::requests)
            .thenComparingLong(DemandRow::units)
            .thenComparingLong(DemandRow::unitsBeside)
            .reversed()
            .thenComparing(Comparator.naturalOrder());

    /** A note that is not full yet. */
    private static final class Open {
        private final int place;
        private int length;

        Open(int place, int length) {
            this.place = place;
            this.length = length;
        }
    }

    private final List<StringBuilder> notes = new ArrayList<>();
    private final Map<String, Open> open = new HashMap<>();
    private final Map<Reason, DemandSum> others = new EnumMap<>(Reason.class);
    private final int most;

    private NotePacker(int most) {
        this.most = most;
    }

    /** The notes of some rows, which have the same minute. */
    static List<String> pack(List<DemandRow> rows) {
        long reasons = rows.stream().map(DemandRow::reason).distinct().count();
        NotePacker packer = new NotePacker((int) (DemandBatch.MOST_NOTES - reasons));
        rows.stream().sorted(MOST_FIRST).forEach(packer::add);
        return packer.notes(rows.get(0));
    }

    private void add(DemandRow row) {
        if (row.sku() == null || !put(row)) {
            others.computeIfAbsent(row.reason(), reason -> new DemandSum()).add(row);
        }
    }

    private boolean put(DemandRow row) {
        String heading = NoteText.heading(row);
        String entry = NoteText.entry(row);
        int length = NoteText.length(entry);
        Open note = open.get(heading);
        if (note == null || !NoteText.fits(note.length + length)) {
            int whole = NoteText.length(heading) + length;
            if (notes.size() >= most || !NoteText.fits(whole)) {
                return false;
            }
            open.put(heading, new Open(notes.size(), whole));
            notes.add(new StringBuilder(heading).append(entry));
            return true;
        }
        note.length += length;
        notes.get(note.place).append(entry);
        return true;
    }

    private List<String> notes(DemandRow any) {
        List<String> all = new ArrayList<>(notes.size() + others.size());
        notes.forEach(note -> all.add(note.toString()));
        others.forEach((reason, sum) -> {
            DemandRow row = sum.row(any.minute(), null, reason, null, null);
            all.add(NoteText.heading(row) + NoteText.entry(row));
        });
        return all;
    }
}
