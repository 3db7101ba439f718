package io.inventory4j.redis.script;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.redis.script.RowLayout.LineColumn;
import io.inventory4j.redis.script.RowLayout.Mark;
import io.inventory4j.redis.script.RowLayout.Phase;
import io.inventory4j.redis.script.RowLayout.ReservedLineColumn;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes stored rows and names their fields; head.lua shows them. */
public final class Rows {
    /** The field of the sequence of the journal's last entry. */
    public static final char PLACE_FIELD = 'p';

    /** The field of how many lines there are. */
    public static final char LINE_COUNT_FIELD = 'n';

    /** What a reservation's field begins with. */
    public static final char RESERVATION = 'r';

    /** What the field of a settlement begins with that is not in its reservation's row. */
    static final char SETTLEMENT = 't';

    /** A line's sale state, by numbers from 0 on. */
    public static final List<SaleState> SALE_STATES = List.of(SaleState.OPEN, SaleState.NO_NEW, SaleState.STOPPED);

    /** In place of an edge that a window does not have. */
    static final long NO_EDGE = -1;

    /** What the fields of other rows begin with. */
    public static final char LINE = 'l';

    static final char COUNTER = 'c';
    static final char MOVE = 'm';
    static final char SALE_STATE = 's';

    private static final char BETWEEN = '\n';

    /** Numbers of each line in a reservation's row, after its name. */
    private static final int TALLIES = ReservedLineColumn.values().length - 1;

    private Rows() {}

    /** The name of the field of the sequence of the journal's last entry. */
    public static byte[] place() {
        return new byte[] {PLACE_FIELD};
    }

    /** The field of a line. Each line has its own, since no SKU or location has control characters (rule 9.1). */
    public static byte[] name(StockKey key) {
        return named(LINE, key.sku() + BETWEEN + key.location());
    }

    public static byte[] name(ReservationId id) {
        return named(RESERVATION, id.value());
    }

    public static byte[] counter(String name) {
        return named(COUNTER, name);
    }

    /** The field that remembers a move. */
    static byte[] move(String id) {
        return named(MOVE, id);
    }

    /** The field that remembers a sale state. */
    static byte[] saleState(String id) {
        return named(SALE_STATE, id);
    }

    /** The field of a settlement that is not in its reservation's row. */
    public static String settlement(String reservation, String id) {
        return SETTLEMENT + reservation + BETWEEN + id;
    }

    private static byte[] named(char kind, String text) {
        return (kind + text).getBytes(StandardCharsets.UTF_8);
    }

    /** A field without its first letter, which says what the row is. */
    public static String plain(String name) {
        return name.substring(1);
    }

    public static StockKey key(String name) {
        int between = name.indexOf(BETWEEN);
        return StockKey.of(name.substring(1, between), name.substring(between + 1));
    }

    public static StockLevel level(StockKey key, byte[] row) {
        Unpacker in = new Unpacker(row);
        int columns = in.array();
        long available = in.number();
        long reserved = in.number();
        long committed = in.number();
        long safety = in.number();
        long qualityControl = in.number();
        long damaged = in.number();
        long incoming = in.number();
        long version = in.number();
        SaleState saleState = SALE_STATES.get(in.count());
        long opening = in.number();
        boolean pinned = in.number() == 1;
        Window window = Window.NONE;
        if (columns > LineColumn.NUMBER.place()) {
            in.number();
            window = Window.ofMillis(edge(in.number()), edge(in.number()));
        }
        return new StockLevel(
                key,
                available,
                reserved,
                committed,
                safety,
                qualityControl,
                damaged,
                incoming,
                version,
                saleState,
                window,
                opening,
                pinned);
    }

    private static @Nullable Long edge(long millis) {
        return millis == NO_EDGE ? null : millis;
    }

    /** An edge of a window as a row has it. */
    static long edge(@Nullable Instant edge) {
        return edge == null ? NO_EDGE : edge.toEpochMilli();
    }

    public static long used(byte[] row) {
        return new Unpacker(row).number();
    }

    /** The row of a new reservation without its two times, which the script adds. */
    static Packer body(Reserve command) {
        List<ReserveLine> lines = command.lines();
        int lineCharges =
                lines.stream().mapToInt(line -> line.unitCharges().size()).sum();
        Packer out = head(command, lines.size(), lineCharges);
        for (ReserveLine line : lines) {
            line(out, line.key(), line.quantity(), command.sold(), line.unitCharges());
        }
        lines.forEach(line -> names(out, line.unitCharges()));
        return names(out, command.orderCharges());
    }

    /**
     * The same of a reserve that chooses (rule 1.9), as if nothing was granted. It has a line of each key that the
     * command names; the script adds what is granted, and leaves out the lines that have nothing.
     */
    static Packer body(Reserve command, List<AskedKey> keys) {
        int lineCharges = keys.stream().mapToInt(key -> key.charges().size()).sum();
        Packer out = head(command, keys.size(), lineCharges);
        for (AskedKey key : keys) {
            line(out, key.key(), key.fixed(), command.sold(), key.charges());
        }
        keys.forEach(key -> names(out, key.charges()));
        return names(out, command.orderCharges());
    }

    private static Packer head(Reserve command, int lines, int lineCharges) {
        Phase phase = command.sold() ? Phase.CONFIRMED : Phase.PENDING;
        Mark mark = command.sold() ? Mark.SOLD : Mark.NONE;
        Packer out = new Packer().number(0).number(phase.number()).number(mark.number());
        OwnerValue.write(out, command);
        return out.number(lines)
                .number(lineCharges)
                .number(command.orderCharges().size());
    }

    private static void line(Packer out, StockKey key, long quantity, boolean sold, List<Charge> charges) {
        out.text(name(key)).number(sold ? 0 : quantity).number(sold ? quantity : 0);
        out.number(0).number(0).number(0).number(0).number(charges.size());
    }

    private static Packer names(Packer out, List<Charge> charges) {
        charges.forEach(charge -> out.text(counter(charge.counter())));
        return out;
    }

    /** Reads the settlements of a reservation that are not in its row. */
    public interface Later {
        /**
         * Reads them.
         *
         * @param last the id of the last one
         * @return them, oldest first; null if they were forgotten, and the reservation with them
         */
        @Nullable
        List<Settlement> upTo(String last);
    }

    /** The reservation in a row, without what it remembers of settlements. */
    public static Reservation reservation(ReservationId id, byte[] row) {
        return Objects.requireNonNull(reservation(id, row, last -> List.of())).withoutSettlements();
    }

    /** The reservation in a row; null if it was forgotten before its later settlements could be read. */
    public static @Nullable Reservation reservation(ReservationId id, byte[] row, Later later) {
        long expiry = time(row, 0);
        long madeAt = time(row, RowLayout.TIME);
        Unpacker in = new Unpacker(row, 2 * RowLayout.TIME);
        long changedAt = in.number();
        in.number();
        Mark mark = Mark.of(in.count());
        OwnerValue owner = OwnerValue.read(in);
        long[][] tallies = new long[in.count()][TALLIES];
        in.number();
        int chargesOfOrder = in.count();
        List<StockKey> keys = new ArrayList<>(tallies.length);
        for (long[] tally : tallies) {
            keys.add(key(in.text()));
            Arrays.setAll(tally, i -> in.number());
        }
        List<ReservedLine> lines = new ArrayList<>(tallies.length);
        for (int i = 0; i < tallies.length; i++) {
            lines.add(line(keys.get(i), tallies[i], in));
        }
        List<String> orderCharges = counters(in, chargesOfOrder);
        List<Settlement> settlements = new ArrayList<>();
        while (in.more() && settlements.size() < RowLayout.OWN_SETTLEMENTS) {
            settlements.add(new Settlement(in.text(), in.text()));
        }
        if (in.more()) {
            List<Settlement> others = later.upTo(in.text());
            if (others == null) {
                return null;
            }
            settlements.addAll(others);
        }
        return new Reservation(
                id,
                owner.owner(),
                lines,
                owner.grants(),
                orderCharges,
                mark == Mark.SOLD,
                Micros.instant(madeAt),
                Micros.instant(expiry),
                mark == Mark.ENDED,
                Micros.instant(changedAt == 0 ? madeAt : changedAt),
                settlements);
    }

    private static long time(byte[] row, int from) {
        long micros = 0;
        for (int i = from; i < from + RowLayout.TIME; i++) {
            micros = micros << 8 | (row[i] & 0xFF);
        }
        return micros;
    }

    /** The fields of the lines and counters in a reservation's row; none where there is no row. */
    public static Set<String> leads(byte[] row) {
        Set<String> fields = new LinkedHashSet<>();
        if (row.length == 0) {
            return fields;
        }
        Unpacker in = new Unpacker(row, 2 * RowLayout.TIME);
        in.number();
        in.number();
        in.number();
        OwnerValue.read(in);
        int lines = in.count();
        int charges = in.count() + in.count();
        for (int line = 0; line < lines; line++) {
            fields.add(in.text());
            for (int i = 0; i < TALLIES; i++) {
                in.number();
            }
        }
        for (int i = 0; i < charges; i++) {
            fields.add(in.text());
        }
        return fields;
    }

    private static ReservedLine line(StockKey key, long[] tally, Unpacker in) {
        return new ReservedLine(
                key,
                tally[0],
                tally[1],
                tally[2],
                tally[3],
                tally[4],
                tally[5],
                counters(in, Math.toIntExact(tally[6])));
    }

    private static List<String> counters(Unpacker in, int count) {
        List<String> counters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            counters.add(plain(in.text()));
        }
        return counters;
    }
}
