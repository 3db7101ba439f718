package io.inventory4j.live;

import io.inventory4j.live.LevelWatch.Passed;
import io.inventory4j.live.SaleAlert.Acknowledgement;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.action.By;
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
        private final String number;
        private final SaleLine line;
        private final Share share;
        private final LevelWatch watch;

        Watched(String number, SaleLine line, Share share) {
            this.number = number;
            this.line = line;
            this.share = share;
            watch = new LevelWatch(line.alertPercents());
        }
    }

    private final Map<StockKey, Watched> watched = new HashMap<>();
    private final Map<String, State> alerts = new LinkedHashMap<>();

    AlertBook(SaleLines lines) {
        for (int i = 0; i < lines.all().size(); i++) {
            SaleLine line = lines.get(i);
            for (int j = 0; j < line.shares().size(); j++) {
                Share share = line.shares().get(j);
                watched.put(share.key(), new Watched(i + "-" + j, line, share));
            }
        }
    }

    /** Sees an entry of a line of the sale. */
    void see(JournalEntry entry) {
        Watched line = watched.get(entry.change().key());
        if (line != null) {
            line.watch.see(entry).forEach(passed -> raise(line, passed));
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
                line.line.sku(),
                line.share.channel(),
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
