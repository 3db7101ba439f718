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
import io.inventory4j.redis.RowLayout.LineColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a script answers, read command by command; answer.lua says what it is made of. */
final class Answer {
    private static final int AVAILABLE = LineColumn.AVAILABLE.place();
    private static final int RESERVED = LineColumn.RESERVED.place();

    /** What became of a command, by numbers from 0 on. */
    enum Status {
        HELD,
        REFUSED,
        REPLAYED,
        REPLACED,
        UNITS_MOVED,
        MARKED,
        EXTENDED,
        LINES_CHANGED;

        private static final List<Status> ALL = List.of(values());

        static Status of(int number) {
            if (number < 0 || number >= ALL.size()) {
                throw new IllegalStateException("the script answered status " + number);
            }
            return ALL.get(number);
        }
    }

    /** Why a command was refused, by numbers from 1 on. NOT_ALLOWED has none: a ledger never says it. */
    static final List<Reason> REASONS = List.of(
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
        return switch (Status.of(in.count())) {
            case HELD -> new Outcome.Applied(held((Reserve) command), hold(holds), false);
            case REFUSED -> refused();
            case REPLAYED -> replayed(command);
            case REPLACED -> {
                skipRow();
                units();
                yield new Outcome.Applied(held((Reserve) command), hold(holds), false);
            }
            case UNITS_MOVED -> new Outcome.Applied(settled((Settle) command), moved(), false);
            case MARKED -> new Outcome.Applied(null, List.of(), false);
            case EXTENDED -> new Outcome.Applied(settled((Settle) command), List.of(), false);
            case LINES_CHANGED -> new Outcome.Applied(null, lines(), false);
        };
    }

    /** What the next command did to lines; what became of it otherwise is passed over. */
    List<LevelChange> changes(long[] holds) {
        return switch (Status.of(in.count())) {
            case HELD -> hold(holds);
            case REFUSED -> {
                refused();
                yield List.of();
            }
            case REPLAYED, EXTENDED -> {
                skipRow();
                yield List.of();
            }
            case REPLACED -> {
                skipRow();
                units();
                yield hold(holds);
            }
            case UNITS_MOVED -> {
                skipRow();
                yield moved();
            }
            case MARKED -> List.of();
            case LINES_CHANGED -> lines();
        };
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

    private Reservation settled(Settle command) {
        return Rows.reservation(command.reservation(), in.bytes());
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
