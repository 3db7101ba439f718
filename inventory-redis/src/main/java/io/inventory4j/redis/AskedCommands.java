package io.inventory4j.redis;

import io.inventory4j.CommandKind;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.JournalHeading;
import io.inventory4j.ledger.Transition;
import java.util.ArrayList;
import java.util.List;

/** A request read back from the journal: of each command, what its entries share, and what it would hold. */
final class AskedCommands {
    /** One command. */
    static final class Asked {
        private final JournalHeading heading;
        private final long[] holds;

        private Asked(JournalHeading heading, long... holds) {
            this.heading = heading;
            this.holds = holds;
        }

        JournalHeading heading() {
            return heading;
        }

        long[] holds() {
            return holds;
        }
    }

    private final Unpacker in;
    private final List<StockKey> lines;
    private final List<String> names;
    private final int inFrontOfReservations;
    private int together;

    AskedCommands(byte[] request) {
        in = new Unpacker(request);
        in.number();
        int count = in.array();
        names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        skip(in.array());
        lines = names.subList(0, in.count()).stream().map(Rows::key).toList();
        inFrontOfReservations = in.count();
        in.number();
    }

    private String reservation() {
        return Rows.plain(names.get(inFrontOfReservations + in.count() - 1));
    }

    List<StockKey> lines() {
        return lines;
    }

    Asked next() {
        if (together == 0) {
            together = in.count();
        }
        int kind = in.count();
        together -= in.count();
        return switch (kind) {
            case Request.RESERVE -> reserve();
            case Request.SETTLE -> settle();
            case Request.MOVE -> move();
            case Request.SALE_STATE -> saleState();
            default -> throw new IllegalStateException("the journal has a command of kind " + kind);
        };
    }

    private void skip(int values) {
        for (int i = 0; i < values; i++) {
            if (in.isText()) {
                in.bytes();
            } else {
                in.number();
            }
        }
    }

    private Asked reserve() {
        String id = reservation();
        skip(2);
        long[] holds = new long[2 * in.count()];
        int charges = in.count();
        for (int i = 0; i < holds.length; i += 2) {
            holds[i] = in.number();
            holds[i + 1] = in.number();
            in.number();
        }
        skip(4 * charges);
        return new Asked(new JournalHeading(CommandKind.RESERVE, id, null, null), holds);
    }

    private Asked settle() {
        String reservation = reservation();
        String id = in.text();
        CommandKind kind = kind(Request.TRANSITIONS.get(in.count() - 1));
        skip(3);
        skip(2 * in.count());
        return new Asked(new JournalHeading(kind, reservation, id, null));
    }

    // EXTEND touches no line and so makes no entry.
    private static CommandKind kind(Transition transition) {
        return switch (transition) {
            case CONFIRM -> CommandKind.CONFIRM;
            case RELEASE -> CommandKind.RELEASE;
            case CANCEL -> CommandKind.CANCEL;
            case SHIP -> CommandKind.SHIP;
            case RETURN -> CommandKind.RETURN;
            case EXTEND -> CommandKind.RESERVE;
        };
    }

    private Asked move() {
        in.number();
        String id = in.text();
        String reason = in.text();
        skip(2);
        for (int line = in.count(); line > 0; line--) {
            skip(Request.MOVED_LINE - 1);
            if (in.number() == 1) {
                skip(Request.POSTED);
            }
        }
        return new Asked(new JournalHeading(CommandKind.MOVE, id, null, reason));
    }

    private Asked saleState() {
        in.number();
        String id = in.text();
        skip(3);
        return new Asked(new JournalHeading(CommandKind.SALE_STATE, id, null, null));
    }
}
