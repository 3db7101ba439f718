package io.inventory4j.redis;

import io.inventory4j.Charge;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a script answers, read command by command; answer.lua says what it is made of. */
final class Answer {
    private static final int AVAILABLE = 1;
    private static final int RESERVED = 2;

    private static final int HELD = 0;
    private static final int REFUSED = 1;
    private static final int REPLAYED = 2;
    private static final int REPLACED = 3;
    private static final int UNITS_MOVED = 4;
    private static final int MARKED = 5;
    private static final int EXTENDED = 6;
    private static final int LINES_CHANGED = 7;

    /** As head.lua counts them. */
    private static final List<Reason> REASONS = List.of(
            Reason.UNKNOWN_LINE,
            Reason.NOT_OPEN,
            Reason.OUT_OF_STOCK,
            Reason.LIMIT_REACHED,
            Reason.ID_REUSED,
            Reason.RELEASED,
            Reason.EXPIRED,
            Reason.UNKNOWN_RESERVATION,
            Reason.NOT_PENDING,
            Reason.NOT_COMMITTED,
            Reason.NOT_SHIPPED,
            Reason.INSUFFICIENT,
            Reason.SHORTFALL,
            Reason.STALE,
            Reason.OVERFLOW);

    private final Unpacker in;
    private final long now;
    private final AnswerLevels levels;
    private int left;

    /** The lines that were asked about have the first places. */
    Answer(byte[] text, List<StockKey> asked) {
        in = new Unpacker(text);
        in.array();
        now = in.number();
        Map<Integer, StockKey> lines = new LinkedHashMap<>();
        asked.forEach(key -> lines.put(lines.size() + 1, key));
        for (int met = in.array(); met > 0; met -= 2) {
            lines.put(in.count(), Rows.key(in.text()));
        }
        in.array();
        levels = new AnswerLevels();
        lines.forEach((place, key) -> levels.add(place, key, in.bytes()));
        left = in.array();
    }

    Instant now() {
        return Micros.instant(now);
    }

    boolean more() {
        return in.more() && left > 0;
    }

    /** The id of the next reservation that a sweep has ended. */
    ReservationId ended() {
        return ReservationId.of(in.text());
    }

    /** What a sweep made of a reservation. */
    Outcome.Applied outcome(ReservationId id) {
        in.number();
        Reservation after = Rows.reservation(id, in.bytes());
        return new Outcome.Applied(after, moved(), false);
    }

    /** What became of the next command; holds says what it would hold, if it is a reserve. */
    Outcome outcome(Command command, long[] holds) {
        int status = in.count();
        switch (status) {
            case HELD -> {
                return new Outcome.Applied(held((Reserve) command), hold(holds), false);
            }
            case REFUSED -> {
                return refused();
            }
            case REPLAYED -> {
                return replayed(command);
            }
            case REPLACED -> {
                skipRow();
                units();
                return new Outcome.Applied(held((Reserve) command), hold(holds), false);
            }
            case UNITS_MOVED -> {
                Reservation after = Rows.reservation(((Settle) command).reservation(), in.bytes());
                return new Outcome.Applied(after, moved(), false);
            }
            case MARKED -> {
                return new Outcome.Applied(null, List.of(), false);
            }
            case EXTENDED -> {
                Reservation after = Rows.reservation(((Settle) command).reservation(), in.bytes());
                return new Outcome.Applied(after, List.of(), false);
            }
            case LINES_CHANGED -> {
                return new Outcome.Applied(null, lines(), false);
            }
            default -> throw new IllegalStateException("the script answered status " + status);
        }
    }

    /** What the next command did to lines; what became of it otherwise is passed over. */
    List<LevelChange> changes(long[] holds) {
        int status = in.count();
        switch (status) {
            case HELD -> {
                return hold(holds);
            }
            case REFUSED -> refused();
            case REPLAYED, EXTENDED -> skipRow();
            case REPLACED -> {
                skipRow();
                units();
                return hold(holds);
            }
            case UNITS_MOVED -> {
                skipRow();
                return moved();
            }
            case LINES_CHANGED -> {
                return lines();
            }
            default -> {
                // A mark touches no line.
            }
        }
        return List.of();
    }

    private void skipRow() {
        in.bytes();
    }

    private Outcome.Refused refused() {
        Reason reason = REASONS.get(in.count() - 1);
        String subject = in.isText() ? in.text() : levels.key(in.count()).toString();
        return new Outcome.Refused(reason, subject, in.number());
    }

    private Outcome.Applied replayed(Command command) {
        byte[] row = in.bytes();
        if (row.length == 0) {
            return new Outcome.Applied(null, List.of(), true);
        }
        ReservationId id = command instanceof Reserve reserve ? reserve.id() : ((Settle) command).reservation();
        return new Outcome.Applied(Rows.reservation(id, row), List.of(), true);
    }

    private List<LevelChange> hold(long[] holds) {
        for (int i = 0; i < holds.length; i += 2) {
            levels.move((int) holds[i], AVAILABLE, RESERVED, holds[i + 1]);
        }
        return levels.changes();
    }

    private List<LevelChange> moved() {
        units();
        return levels.changes();
    }

    private void units() {
        for (int move = in.count(); move > 0; move--) {
            levels.move(in.count(), in.count(), in.count(), in.number());
        }
    }

    private List<LevelChange> lines() {
        List<LevelChange> changes = new ArrayList<>();
        for (int line = in.count(); line > 0; line--) {
            changes.add(levels.changed(in.count(), in.bytes()));
        }
        return changes;
    }

    private Reservation held(Reserve command) {
        List<ReservedLine> lines = new ArrayList<>(command.lines().size());
        for (ReserveLine line : command.lines()) {
            lines.add(new ReservedLine(line.key(), line.quantity(), 0, 0, 0, 0, names(line.unitCharges())));
        }
        Instant expiry = Micros.instant(now + Micros.of(command.holdFor()));
        return new Reservation(command.id(), lines, names(command.orderCharges()), expiry, false, null, List.of());
    }

    private static List<String> names(List<Charge> charges) {
        List<String> names = new ArrayList<>(charges.size());
        for (Charge charge : charges) {
            names.add(charge.counter());
        }
        return names;
    }
}
