package io.inventory4j.live;

import io.inventory4j.Reason;
import io.inventory4j.live.notes.ClaimBook;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, from the journal: places in the order in which the ledger took them. Not thread-safe.
 *
 * <p>A place is a sold reservation on a line of the sale's own, so the ledger keeps the buyer as it keeps those of
 * orders, and bounds how many wait. The line's location says for what: the numbers of SKU and share, and the channel
 * and region of the request, by which its policy will judge the offer.
 */
final class WaitingBook {
    static final String PLACE = "wait/";
    static final String NEWS = "news/";
    static final String DROPPED = "dropped/";

    /** Note of a buyer whose place ends before his units are held: it may use up his own limit. */
    static final String TURN = "turn/";

    /** A place in the list. */
    record Place(
            String order,
            int line,
            int share,
            @Nullable String channel,
            @Nullable String region,
            long units) {}

    private final SaleIds ids;
    private final SaleLines lines;
    private final Map<String, Place> places = new HashMap<>();
    private final SortedMap<Integer, Map<String, Place>> byLine = new TreeMap<>();
    private final Set<String> turns = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, WaitingEvent> events = new LinkedHashMap<>();

    WaitingBook(SaleIds ids, SaleLines lines) {
        this.ids = ids;
        this.lines = lines;
    }

    /** The location of places for a share of a SKU, for a channel and region: such as {@code wait/12-0/4/roomEU}. */
    static String location(int line, int share, @Nullable String channel, @Nullable String region) {
        return PLACE + line + "-" + share + "/" + (channel == null ? "-" : channel.length()) + "/"
                + Objects.requireNonNullElse(channel, "") + Objects.requireNonNullElse(region, "");
    }

    private static Place place(String order, String location, long units) {
        String[] words = location.substring(PLACE.length()).split("/", 3);
        int hyphen = words[0].indexOf('-');
        boolean channel = !words[1].equals("-");
        int length = channel ? Integer.parseInt(words[1]) : 0;
        String region = words[2].substring(length);
        return new Place(
                order,
                Integer.parseInt(words[0].substring(0, hyphen)),
                Integer.parseInt(words[0].substring(hyphen + 1)),
                channel ? words[2].substring(0, length) : null,
                region.isEmpty() ? null : region,
                units);
    }

    /** Sees any entry of the journal. */
    void see(JournalEntry entry) {
        StockKey key = entry.change().key();
        if (key.sku().equals(ids.own(PLACE).sku())) {
            String prefix = ids.of(PLACE);
            if (key.location().startsWith(PLACE) && entry.command().startsWith(prefix)) {
                String order = entry.command().substring(prefix.length());
                long units = entry.change().delta(Bucket.COMMITTED);
                if (units > 0) {
                    take(place(order, key.location(), units));
                } else if (turns.contains(order)) {
                    ended.add(order);
                } else {
                    remove(order);
                }
            }
        } else if (entry.kind() == CommandKind.RESERVE && places.containsKey(entry.command())) {
            Integer line = lines.soldAt(key);
            if (line != null) {
                long units = entry.change().delta(Bucket.RESERVED);
                events.put(entry.command(), new WaitingEvent.Offered(entry.command(), key, units, entry.at()));
                served(entry.command());
            }
        }
    }

    private void take(Place place) {
        places.put(place.order(), place);
        byLine.computeIfAbsent(place.line(), line -> new LinkedHashMap<>()).put(place.order(), place);
    }

    /** He has what he waited for, or cannot have it. His place may end later, or have ended. */
    private void served(String order) {
        turns.remove(order);
        if (ended.remove(order)) {
            remove(order);
        }
    }

    private void remove(String order) {
        Place place = places.remove(order);
        if (place != null) {
            byLine.computeIfPresent(place.line(), (line, all) -> {
                all.remove(order);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /** Adds a note; what it is about is its id without the sale's own part. */
    void add(String about, String text) {
        if (about.startsWith(DROPPED)) {
            String order = about.substring(DROPPED.length());
            events.put(order, new WaitingEvent.Dropped(order, Reason.valueOf(text)));
            served(order);
        } else if (about.startsWith(TURN)) {
            turns.add(about.substring(TURN.length()));
        } else if (about.startsWith(NEWS) && about.endsWith(ClaimBook.TOLD)) {
            events.remove(about.substring(NEWS.length(), about.length() - ClaimBook.TOLD.length()));
        }
    }

    /** Who waits for a SKU, the first one first. */
    List<Place> places(int line) {
        return List.copyOf(byLine.getOrDefault(line, Map.of()).values());
    }

    /** The SKUs that somebody waits for, by number. */
    List<Integer> lines() {
        return List.copyOf(byLine.keySet());
    }

    /** What was not told yet, oldest first. */
    List<WaitingEvent> events() {
        return new ArrayList<>(events.values());
    }
}
