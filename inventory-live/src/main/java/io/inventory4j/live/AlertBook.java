package io.inventory4j.live;

import io.inventory4j.live.LevelWatch.Passed;
import io.inventory4j.live.SaleAlert.Acknowledgement;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.By;
import io.inventory4j.live.notes.ClaimBook;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alerts of the sale: from entries of its lines what there was, from notes who has seen to it. Not thread-safe. */
final class AlertBook {
    static final String ALERT = "alert/";
    static final String SEEN = "/seen";

    private static final class State {
        private @Nullable SaleAlert alert;
        private String who = "";
        private @Nullable Acknowledgement seen;
    }

    private static final class Watched {
        private final int sku;
        private final String number;
        private final SaleLine line;
        private final Share share;
        private final LevelWatch watch;

        Watched(int sku, String number, SaleLine line, Share share) {
            this.sku = sku;
            this.number = number;
            this.line = line;
            this.share = share;
            watch = new LevelWatch(line.alertPercents());
        }
    }

    private final Map<StockKey, Watched> watched = new HashMap<>();
    private final Map<String, State> alerts = new LinkedHashMap<>();
    private final Map<Integer, PaceWatch> hurried = new HashMap<>();
    private final PaceBook paces;

    AlertBook(SaleLines lines, PaceBook paces) {
        this.paces = paces;
        for (int i = 0; i < lines.all().size(); i++) {
            SaleLine line = lines.get(i);
            if (line.paceAlert() != null) {
                hurried.put(i, new PaceWatch(line.paceAlert()));
            }
            for (int j = 0; j < line.shares().size(); j++) {
                Share share = line.shares().get(j);
                watched.put(share.key(), new Watched(i, i + "-" + j, line, share));
            }
        }
    }

    /** Sees an entry of a line of the sale, after the book of paces has seen it. */
    void see(JournalEntry entry) {
        Watched line = watched.get(entry.change().key());
        if (line == null) {
            return;
        }
        line.watch.see(entry).forEach(passed -> raise(line, passed));
        PaceWatch pace = hurried.get(line.sku);
        if (pace != null && pace.see(paces, line.sku, entry)) {
            String id = line.sku + "-" + line.line.share(entry.change().key()) + "-"
                    + entry.change().after().version() + "-pace";
            int minutes = (int) pace.limit().toMinutes();
            state(id).alert = new SaleAlert(
                    id,
                    SaleAlert.Kind.PACE,
                    0,
                    minutes,
                    line.line.sku(),
                    null,
                    paces.available(line.sku),
                    entry.change().after(),
                    entry.at(),
                    null);
        }
    }

    /** Looks at ways up that lasted until now, though no entry came since. */
    void lookAt(Instant now) {
        for (Watched line : watched.values()) {
            // Entries of the last seconds may not have been read yet.
            line.watch.lasted(now.minus(ClaimBook.PATIENCE)).ifPresent(passed -> raise(line, passed));
        }
    }

    private void raise(Watched line, Passed passed) {
        JournalEntry entry = passed.entry();
        String kind = passed.kind().name().toLowerCase(Locale.ROOT);
        String id = line.number + "-" + entry.change().after().version() + "-" + kind;
        state(id).alert = new SaleAlert(
                id,
                passed.kind(),
                passed.percent(),
                0,
                line.line.sku(),
                line.share.channel(),
                entry.change().after().available(),
                entry.change().after(),
                entry.at(),
                null);
    }

    private State state(String id) {
        return alerts.computeIfAbsent(id, any -> new State());
    }

    /** Adds a note; what it is about is its id without the sale's own part. */
    void add(String about, String text, Instant at) {
        if (!about.startsWith(ALERT)) {
            return;
        }
        int slash = about.indexOf('/', ALERT.length());
        if (slash < 0) {
            return;
        }
        State state = state(about.substring(ALERT.length(), slash));
        String part = about.substring(slash);
        if (part.equals(SEEN + NoteBook.WHO)) {
            state.who = text;
        } else if (part.equals(SEEN + NoteBook.WHY)) {
            state.seen = new Acknowledgement(new By(state.who, text), at);
        }
    }

    /** All alerts, oldest first. */
    List<SaleAlert> alerts() {
        List<SaleAlert> all = new ArrayList<>();
        for (State state : alerts.values()) {
            if (state.alert != null) {
                all.add(state.alert.acknowledged(state.seen));
            }
        }
        return all;
    }

    Optional<SaleAlert> alert(String id) {
        State state = alerts.get(id);
        return state == null || state.alert == null
                ? Optional.empty()
                : Optional.of(state.alert.acknowledged(state.seen));
    }
}
