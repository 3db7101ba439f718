package io.inventory4j.redis;

import io.inventory4j.CommandKind;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.JournalHeading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
    private final List<String> reservations;

    AskedCommands(byte[] request) {
        in = new Unpacker(request);
        in.array();
        lines = list(Rows::key);
        list(Function.identity());
        reservations = list(Function.identity());
        list(Function.identity());
        in.array();
    }

    private <T> List<T> list(Function<String, T> read) {
        int count = in.array();
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(read.apply(in.text()));
        }
        return list;
    }

    List<StockKey> lines() {
        return lines;
    }

    Asked next() {
        int kind = in.count();
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
        String id = reservations.get(in.count() - 1);
        skip(2);
        long[] holds = new long[2 * in.count()];
        for (int i = 0; i < holds.length; i += 2) {
            holds[i] = in.number();
            holds[i + 1] = in.number();
            in.number();
        }
        skip(4 * in.count());
        in.number();
        return new Asked(new JournalHeading(CommandKind.RESERVE, id, null, null), holds);
    }

    private Asked settle() {
        String reservation = reservations.get(in.count() - 1);
        String id = in.text();
        CommandKind kind = Request.KINDS.get(in.count() - 1);
        skip(3);
        skip(2 * in.count());
        return new Asked(new JournalHeading(kind, reservation, id, null));
    }

    private Asked move() {
        in.number();
        String id = in.text();
        String reason = in.text();
        skip(2);
        for (int line = in.count(); line > 0; line--) {
            skip(3);
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
