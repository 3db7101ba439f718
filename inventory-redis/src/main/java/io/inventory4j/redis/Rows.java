package io.inventory4j.redis;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.SaleState;
import io.inventory4j.Settlement;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How lines, counters and reservations are stored; rows.lua says the same from the other side. */
final class Rows {
    /** The field of the sequence of the journal's last entry. */
    static final byte[] PLACE = {'p'};

    private static final char LINE = 'l';
    private static final char COUNTER = 'c';
    private static final char RESERVATION = 'r';
    private static final char MOVE = 'm';
    private static final char SALE_STATE = 's';
    private static final char BETWEEN = '\n';
    private static final int EXPIRY = 8;
    private static final SaleState[] STATES = SaleState.values();

    private Rows() {}

    /** The field of a line. Control characters are in no SKU and no location (rule 9), so no two names meet. */
    static byte[] name(StockKey key) {
        return named(LINE, key.sku() + BETWEEN + key.location());
    }

    static byte[] name(ReservationId id) {
        return named(RESERVATION, id.value());
    }

    static byte[] counter(String name) {
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

    private static byte[] named(char kind, String text) {
        return (kind + text).getBytes(StandardCharsets.UTF_8);
    }

    /** What a name is without the letter of its kind. */
    static String plain(String name) {
        return name.substring(1);
    }

    static StockKey key(String name) {
        int between = name.indexOf(BETWEEN);
        return StockKey.of(name.substring(1, between), name.substring(between + 1));
    }

    static StockLevel level(StockKey key, byte[] row) {
        Unpacker in = new Unpacker(row);
        in.array();
        return new StockLevel(
                key,
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                STATES[in.count()],
                in.number());
    }

    static long used(byte[] row) {
        return new Unpacker(row).number();
    }

    /** A reservation as it is stored first, but for its expiry, which only the store knows. */
    static Packer body(Reserve command) {
        Packer out =
                new Packer().array(5).number(0).number(0).array(command.lines().size());
        for (ReserveLine line : command.lines()) {
            out.array(7).text(name(line.key())).number(line.quantity());
            out.number(0).number(0).number(0).number(0).array(line.unitCharges().size());
            line.unitCharges().forEach(charge -> out.text(counter(charge.counter())));
        }
        out.array(command.orderCharges().size());
        command.orderCharges().forEach(charge -> out.text(counter(charge.counter())));
        return out.array(0);
    }

    static Reservation reservation(ReservationId id, byte[] row) {
        long expiry = 0;
        for (int i = 0; i < EXPIRY; i++) {
            expiry = expiry << 8 | (row[i] & 0xFF);
        }
        Unpacker in = new Unpacker(row, EXPIRY);
        in.array();
        boolean swept = in.number() == 1;
        long settledAt = in.number();
        List<ReservedLine> lines = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            lines.add(line(in));
        }
        List<String> orderCharges = charges(in);
        List<Settlement> settlements = new ArrayList<>();
        for (int left = in.array(); left > 0; left -= 2) {
            settlements.add(new Settlement(in.text(), in.text()));
        }
        return new Reservation(
                id,
                lines,
                orderCharges,
                Micros.instant(expiry),
                swept,
                settledAt == 0 ? null : Micros.instant(settledAt),
                settlements);
    }

    private static ReservedLine line(Unpacker in) {
        in.array();
        StockKey key = key(in.text());
        long reserved = in.number();
        long committed = in.number();
        long shipped = in.number();
        long released = in.number();
        long returned = in.number();
        return new ReservedLine(key, reserved, committed, shipped, released, returned, charges(in));
    }

    private static List<String> charges(Unpacker in) {
        int count = in.array();
        List<String> counters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            counters.add(plain(in.text()));
        }
        return counters;
    }
}
