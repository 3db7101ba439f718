package io.inventory4j.live;

import io.inventory4j.Inventory;
import io.inventory4j.Reservation;
import io.inventory4j.live.SaleLine.Share;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.notes.Teller;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reminds of holds that are about to end, each once over all nodes.
 *
 * <p>The journal does not say when a hold ends, so holds are read from the ledger. Not each second: a look that takes
 * in what ends within the time to the next look, and the reminder's own, misses none. Before a buyer is reminded his
 * hold is read again, since he may have paid, or got more time.
 */
final class HoldWatch {
    /** The part of a note's id that reminders begin with. */
    static final String HOLD = "hold/";

    private static final int PAGE = 200;

    private record Reminding(Duration before, Consumer<Reservation> listener) {}

    private final Inventory inventory;
    private final SaleLines lines;
    private final SaleLog log;
    private final Teller teller;
    private final Map<String, Instant> ending = new HashMap<>();
    private volatile @Nullable Reminding reminding;
    private Instant nextLook = Instant.MIN;

    HoldWatch(Inventory inventory, SaleLines lines, SaleLog log, Teller teller) {
        this.inventory = inventory;
        this.lines = lines;
        this.log = log;
        this.teller = teller;
    }

    void remind(Duration before, Consumer<Reservation> listener) {
        reminding = new Reminding(before, listener);
    }

    /** Reminds of what ends soon. */
    synchronized void serve(Instant now) {
        Reminding set = reminding;
        if (set == null) {
            return;
        }
        Duration next = set.before().dividedBy(2);
        boolean clockWentBack = nextLook.isAfter(now.plus(next));
        if (!now.isBefore(nextLook) || clockWentBack) {
            look(now.plus(set.before()).plus(next), now);
            nextLook = now.plus(next);
        }
        Instant soon = now.plus(set.before());
        for (String order : new ArrayList<>(ending.keySet())) {
            Instant end = ending.get(order);
            if (end != null && !end.isAfter(soon)) {
                remind(order, end, now, set);
            }
        }
    }

    private void look(Instant until, Instant now) {
        ending.clear();
        List<StockKey> keys = lines.all().stream()
                .flatMap(line -> line.shares().stream())
                .map(Share::key)
                .toList();
        for (StockLevel level : inventory.levels(keys)) {
            if (level.reserved() > 0) {
                look(level.key(), until, now);
            }
        }
    }

    private void look(StockKey key, Instant until, Instant now) {
        @Nullable String after = null;
        List<Reservation> page;
        do {
            page = inventory.openReservations(key, after, PAGE);
            for (Reservation reservation : page) {
                after = reservation.id().value();
                boolean ends = reservation.expiresAt().isAfter(now)
                        && !reservation.expiresAt().isAfter(until);
                if (reservation.pending() && ends) {
                    ending.put(after, reservation.expiresAt());
                }
            }
        } while (page.size() == PAGE);
    }

    private void remind(String order, Instant end, Instant now, Reminding set) {
        String about = about(order, end);
        int claim = log.claim(about, now);
        if (claim == 0 && end.isAfter(now)) {
            // Another node reminds him. Should it die, this one does.
            return;
        }
        Optional<Reservation> hold = claim == 0 ? Optional.empty() : inventory.reservation(order);
        Instant endsNow =
                hold.filter(Reservation::pending).map(Reservation::expiresAt).orElse(Instant.MIN);
        if (endsNow.equals(end) && end.isAfter(now)) {
            teller.tell(about, claim, () -> set.listener().accept(hold.orElseThrow()));
        }
        if (endsNow.isAfter(end)) {
            ending.put(order, endsNow);
        } else if (!endsNow.equals(end) || !end.isAfter(now)) {
            ending.remove(order);
        }
    }

    /** A hold that gets more time is reminded of again. An order's id may be as long as a note's. */
    private static String about(String order, Instant end) {
        return HOLD + SaleNotes.sha256Hex((order + " " + end).getBytes(StandardCharsets.UTF_8));
    }
}
