package io.inventory4j.examples.kv;

import static io.inventory4j.examples.kv.Keys.key;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON in one sorted map. The rows of the indexes hold the keys of other rows and follow from their values. */
record KeyValueTransaction(MVMap<String, String> rows, Instant now, Runnable committing, Runnable ending)
        implements StoreTransaction {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
        return load("reservation", ids, Reservation.class);
    }

    @Override
    public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
        return load("line", keys, StockLevel.class);
    }

    @Override
    public Map<String, CounterValue> counters(Set<String> names) {
        return load("counter", names, CounterValue.class);
    }

    @Override
    public Map<String, AppliedCommand> moves(Set<String> ids) {
        return load("move", ids, AppliedCommand.class);
    }

    @Override
    public Map<String, AppliedCommand> saleStates(Set<String> ids) {
        return load("sale state", ids, AppliedCommand.class);
    }

    @Override
    public List<ReservationId> overdue(Instant until, int max) {
        List<String> due = scan(key("by expiry"), key("by expiry", until), max);
        return reservations(due).map(Reservation::id).toList();
    }

    @Override
    public List<Reservation> open(StockKey line, @Nullable ReservationId after, int max) {
        String all = key("by line", line);
        List<String> found = scan(after == null ? all : Keys.after(key("by line", line, after)), all, max);
        return reservations(found).toList();
    }

    List<JournalEntry> journal(long after, int max) {
        List<String> found = scan(Keys.after(key("journal", after)), key("journal"), max);
        return found.stream()
                .map(row -> JSON.readValue(row, JournalEntry.class))
                .toList();
    }

    @Override
    public List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
        String from = after == null ? key("by sale") : Keys.after(key("by sale", after.changedAt(), after.id()));
        List<String> due = scan(from, key("by sale", by), max);
        return reservations(due).map(Reservation::id).toList();
    }

    @Override
    public int purge(Due due, int max) {
        List<String> old = scan(key("by settlement"), key("by settlement", due.settledBy()), max);
        old.addAll(scan(key("by shipment"), key("by shipment", due.shippedBy()), max - old.size()));
        old.addAll(scan(key("by move"), key("by move", due.appliedBy()), max - old.size()));
        old.addAll(scan(key("by end"), key("by end", due.now()), max - old.size()));
        old.forEach(row -> replace(row, null));
        return old.size();
    }

    @Override
    public void store(Changes changes) {
        changes.lines().forEach((line, level) -> replace(key("line", line), level));
        changes.counters().forEach((name, value) -> replace(key("counter", name), value));
        changes.reservations().forEach((id, reservation) -> replace(key("reservation", id), reservation));
        changes.moves().forEach((id, applied) -> replace(key("move", id), applied));
        changes.saleStates().forEach((id, applied) -> replace(key("sale state", id), applied));
        String newest = rows.lowerKey(Keys.after(key("journal")));
        boolean first = newest == null || !newest.startsWith(key("journal"));
        long last =
                first ? 0 : JSON.readValue(rows.get(newest), JournalEntry.class).sequence();
        for (JournalEntry entry : changes.journal()) {
            long place = last + entry.sequence();
            replace(key("journal", place), entry.numbered(place));
        }
    }

    @Override
    public void commit() {
        committing.run();
    }

    @Override
    public void close() {
        ending.run();
    }

    private <K, T> Map<K, T> load(String table, Set<K> keys, Class<T> type) {
        Map<K, T> found = new HashMap<>();
        for (K key : keys) {
            String row = rows.get(key(table, key));
            if (row != null) {
                found.put(key, JSON.readValue(row, type));
            }
        }
        return found;
    }

    private Stream<Reservation> reservations(List<String> keys) {
        return keys.stream().map(key -> JSON.readValue(rows.get(key), Reservation.class));
    }

    // The values from one key to the last that begins with another.
    private List<String> scan(String from, String to, int max) {
        List<String> found = new ArrayList<>();
        Cursor<String, String> cursor = rows.cursor(from, Keys.after(to), false);
        while (found.size() < max && cursor.hasNext()) {
            cursor.next();
            found.add(cursor.getValue());
        }
        return found;
    }

    private void replace(String key, @Nullable Object row) {
        String old = row == null ? rows.remove(key) : rows.put(key, JSON.writeValueAsString(row));
        if (old != null) {
            places(key, JSON.readValue(old, type(key))).forEach(rows::remove);
        }
        places(key, row).forEach(place -> rows.put(place, key));
    }

    private static Class<?> type(String key) {
        return switch (key.charAt(0)) {
            case 'r' -> Reservation.class;
            case 'c' -> CounterValue.class;
            case 'l' -> StockLevel.class;
            default -> AppliedCommand.class;
        };
    }

    // Where a row is found besides by its key.
    private static List<String> places(String key, @Nullable Object row) {
        List<String> places = new ArrayList<>();
        if (row instanceof Reservation reservation) {
            for (ReservedLine line : reservation.lines()) {
                if (line.reserved() > 0) {
                    places.add(key("by line", line.key(), reservation.id()));
                }
            }
            if (reservation.pending()) {
                places.add(key("by expiry", reservation.expiresAt(), reservation.id()));
            } else if (reservation.open()) {
                places.add(key("by sale", reservation.changedAt(), reservation.id()));
            } else {
                String kind = reservation.shipped() ? "by shipment" : "by settlement";
                places.add(key(kind, reservation.changedAt(), key));
            }
        } else if (row instanceof AppliedCommand applied) {
            places.add(key("by move", applied.at(), key));
        } else if (row instanceof CounterValue counter) {
            Instant end = counter.used() == 0 ? Instant.MIN : counter.forgetAfter();
            if (end != null) {
                places.add(key("by end", end, key));
            }
        }
        return places;
    }
}
