package io.inventory4j.redis.script;

import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.ledger.rules.JournalHeading;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;

/** A request read back from the journal, command by command; apply.lua shows its bytes. */
public final class AskedCommands {
    /**
     * One command.
     *
     * @param heading what its journal entries share
     * @param taken the lines of a reserve, as {@link Answer#changes} needs them; none for other commands
     * @param chooses whether it is a reserve whose lines choose (rule 1.9): then the answer has what it has taken
     */
    public record Asked(JournalHeading heading, List<ReserveLine> taken, boolean chooses) {
        Asked(JournalHeading heading, List<ReserveLine> taken) {
            this(heading, taken, false);
        }
    }

    private final Unpacker in;
    private final List<StockKey> lines;
    private final List<String> names;
    private final int beforeReservations;
    private int leftOfChunk;

    public AskedCommands(byte[] request) {
        in = new Unpacker(request);
        in.number();
        int count = in.array();
        names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        skip(in.array());
        lines = names.subList(0, in.count()).stream().map(Rows::key).toList();
        beforeReservations = in.count();
        in.number();
    }

    /** The fields of all rows that the request names. */
    public List<String> names() {
        return names;
    }

    private String reservation() {
        return Rows.plain(names.get(beforeReservations + in.count() - 1));
    }

    /** The lines that the request names, in the order of their places. */
    public List<StockKey> lines() {
        return lines;
    }

    /** The next command; there are as many as the answer has outcomes. */
    public Asked next() {
        if (leftOfChunk == 0) {
            leftOfChunk = in.count();
        }
        int kind = in.count();
        int length = in.count();
        leftOfChunk -= length;
        return switch (kind) {
            case Request.RESERVE, Request.TAKE_AGAIN -> reserve();
            case Request.CHOOSE, Request.CHOOSE_AGAIN -> choose(length);
            case Request.SETTLE -> settle();
            case Request.MOVE -> move();
            case Request.SALE_STATE -> saleState(length);
            default -> throw new IllegalStateException("the journal has a command of kind " + kind);
        };
    }

    /** Whether any of the commands that were not read yet chooses (rule 1.9). */
    public boolean choose() {
        boolean chooses = false;
        while (!chooses && in.more()) {
            chooses = next().chooses();
        }
        return chooses;
    }

    /** A sale state's kind, length, place and id; what follows them depends on what it sets. */
    private static final int SALE_STATE_HEAD = 4;

    /** The kind, length, reservation and hold of a reserve that chooses. */
    private static final int CHOICE_HEAD = 4;

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
        boolean sold = in.number() == 0;
        in.number();
        int count = in.count();
        int charges = in.count();
        int passing = in.count();
        List<ReserveLine> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(new ReserveLine(lines.get(in.count() - 1), in.number(), in.number(), List.of()));
        }
        skip(4 * charges + 3 * passing);
        return new Asked(JournalHeading.reserved(id, sold), taken);
    }

    private Asked choose(int length) {
        String id = reservation();
        boolean sold = in.number() == 0;
        skip(length - CHOICE_HEAD);
        return new Asked(JournalHeading.reserved(id, sold), List.of(), true);
    }

    private Asked settle() {
        String reservation = reservation();
        String id = in.text();
        Transition transition = Request.TRANSITIONS.get(in.count() - 1);
        skip(3);
        skip(2 * in.count());
        return new Asked(JournalHeading.settled(reservation, transition, id.isEmpty() ? null : id), List.of());
    }

    private Asked move() {
        in.number();
        String id = in.text();
        String reason = in.text();
        skip(2);
        for (int line = in.count(); line > 0; line--) {
            skip(Request.MOVED_LINE - 1);
            int what = in.count();
            if (what == Request.UNITS_POSTED) {
                skip(Request.POSTED);
            } else if (what >= Request.FIRST_TARGET) {
                skip(Request.TARGETED);
            }
        }
        return new Asked(new JournalHeading(CommandKind.MOVE, id, null, reason), List.of());
    }

    private Asked saleState(int length) {
        in.number();
        String id = in.text();
        skip(length - SALE_STATE_HEAD);
        return new Asked(new JournalHeading(CommandKind.SALE_STATE, id, null, null), List.of());
    }
}
