package io.inventory4j.jdbc;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reservation as text, so that it is one row: a reader sees, and a lock locks, all of it or nothing. Each part is a
 * line of text. Its first field says what it is; fields are separated by tabs, which no id contains (rule 9.1):
 *
 * <pre>
 * E expiry, in nanoseconds; S if it was sold in one step, else -; X if it was ended, else -
 * O owner
 * C counters that the order charges
 * L SKU, location, reserved, committed, shipped, released, returned, swept, counters that each unit charges
 * G quantity, least, + if it could be split, else -; then SKU, location and units of each source: a flexible line
 * S settlement id, content
 * </pre>
 */
final class ReservationText {
    private static final int TALLIES = 6;
    private static final int GRANT_HEAD = 4;
    private static final int SOURCE = 3;

    private ReservationText() {}

    static String of(Reservation reservation) {
        StringBuilder text = new StringBuilder(200);
        text.append("E\t").append(Nanos.of(reservation.expiresAt()));
        text.append(reservation.sold() ? "\tS" : "\t-");
        text.append(reservation.ended() ? "\tX" : "\t-");
        if (reservation.owner() != null) {
            text.append("\nO\t").append(reservation.owner());
        }
        if (!reservation.orderCharges().isEmpty()) {
            text.append("\nC");
            reservation.orderCharges().forEach(counter -> text.append('\t').append(counter));
        }
        for (ReservedLine line : reservation.lines()) {
            text.append("\nL\t").append(line.key().sku());
            text.append('\t').append(line.key().location());
            text.append('\t').append(line.reserved());
            text.append('\t').append(line.committed());
            text.append('\t').append(line.shipped());
            text.append('\t').append(line.released());
            text.append('\t').append(line.returned());
            text.append('\t').append(line.swept());
            line.charges().forEach(counter -> text.append('\t').append(counter));
        }
        for (Grant grant : reservation.grants()) {
            add(text, grant);
        }
        for (Settlement settlement : reservation.settlements()) {
            text.append("\nS\t").append(settlement.id());
            text.append('\t').append(settlement.content());
        }
        return text.toString();
    }

    private static void add(StringBuilder text, Grant grant) {
        text.append("\nG\t").append(grant.quantity());
        text.append('\t').append(grant.least());
        text.append(grant.split() ? "\t+" : "\t-");
        for (int i = 0; i < grant.sources().size(); i++) {
            StockKey key = grant.sources().get(i);
            text.append('\t').append(key.sku());
            text.append('\t').append(key.location());
            text.append('\t').append(grant.units().get(i));
        }
    }

    static Reservation read(ReservationId id, Instant madeAt, Instant changedAt, String text) {
        List<ReservedLine> lines = new ArrayList<>();
        List<Grant> grants = new ArrayList<>();
        List<Settlement> settlements = new ArrayList<>();
        List<String> orderCharges = List.of();
        List<String> head = List.of();
        String owner = null;
        for (String part : text.split("\n", -1)) {
            List<String> fields = Arrays.asList(part.split("\t", -1));
            switch (fields.get(0)) {
                case "E" -> head = fields;
                case "O" -> owner = fields.get(1);
                case "C" -> orderCharges = fields.subList(1, fields.size());
                case "L" -> lines.add(line(fields));
                case "G" -> grants.add(grant(fields));
                case "S" -> settlements.add(new Settlement(fields.get(1), fields.get(2)));
                default -> throw new IllegalStateException("a stored reservation has a part '" + fields.get(0) + "'");
            }
        }
        return new Reservation(
                id,
                owner,
                lines,
                grants,
                orderCharges,
                head.get(2).equals("S"),
                madeAt,
                Nanos.instant(Long.parseLong(head.get(1))),
                head.get(3).equals("X"),
                changedAt,
                settlements);
    }

    private static Grant grant(List<String> fields) {
        List<StockKey> sources = new ArrayList<>();
        List<Long> units = new ArrayList<>();
        for (int at = GRANT_HEAD; at < fields.size(); at += SOURCE) {
            sources.add(new StockKey(fields.get(at), fields.get(at + 1)));
            units.add(Long.valueOf(fields.get(at + 2)));
        }
        return new Grant(
                sources,
                Long.parseLong(fields.get(1)),
                Long.parseLong(fields.get(2)),
                fields.get(3).equals("+"),
                units);
    }

    private static ReservedLine line(List<String> fields) {
        long[] tallies = new long[TALLIES];
        for (int i = 0; i < TALLIES; i++) {
            tallies[i] = Long.parseLong(fields.get(3 + i));
        }
        return new ReservedLine(
                new StockKey(fields.get(1), fields.get(2)),
                tallies[0],
                tallies[1],
                tallies[2],
                tallies[3],
                tallies[4],
                tallies[5],
                fields.subList(3 + TALLIES, fields.size()));
    }
}
