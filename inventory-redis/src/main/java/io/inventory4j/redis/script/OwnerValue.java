package io.inventory4j.redis.script;

import io.inventory4j.Grant;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value OWNER of a reservation's row: who the order is for, and what its lines that choose were granted (rules 1.9
 * and 1.10). head.lua shows its bytes.
 *
 * @param owner the owner, or null
 * @param grants the grants, none where no line chose
 */
record OwnerValue(@Nullable String owner, List<Grant> grants) {
    /** In place of the owner of a reservation that has none (rule 1.10). */
    private static final int NOBODY = 0;

    /** The values that a grant has before its sources: how many they are, the wish, what is enough, and split. */
    static final int GRANT_HEAD = 4;

    /** The values that each source of a grant has: its name, and the units that it gave. */
    static final int GRANT_SOURCE = 2;

    /** Writes the value of a new reservation. The script puts in place of each 0 what the source gives. */
    static void write(Packer out, Reserve command) {
        List<FlexibleLine> lines = command.flexible();
        if (!lines.isEmpty()) {
            int values = 1;
            for (FlexibleLine line : lines) {
                values += GRANT_HEAD + GRANT_SOURCE * line.sources().size();
            }
            out.array(values);
        }
        if (command.owner() == null) {
            out.number(NOBODY);
        } else {
            out.text(command.owner());
        }
        for (FlexibleLine line : lines) {
            out.number(line.sources().size()).number(line.quantity()).number(line.least());
            out.number(line.split() ? 1 : 0);
            for (Source source : line.sources()) {
                out.text(Rows.name(source.key())).number(0);
            }
        }
    }

    static OwnerValue read(Unpacker in) {
        if (!in.isArray()) {
            return new OwnerValue(owner(in), List.of());
        }
        int left = in.array() - 1;
        String owner = owner(in);
        List<Grant> grants = new ArrayList<>();
        while (left > 0) {
            Grant grant = grant(in);
            grants.add(grant);
            left -= GRANT_HEAD + GRANT_SOURCE * grant.sources().size();
        }
        return new OwnerValue(owner, grants);
    }

    private static @Nullable String owner(Unpacker in) {
        if (in.isText()) {
            return in.text();
        }
        in.number();
        return null;
    }

    private static Grant grant(Unpacker in) {
        int count = in.count();
        long quantity = in.number();
        long least = in.number();
        boolean split = in.number() == 1;
        List<StockKey> sources = new ArrayList<>(count);
        List<Long> units = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(Rows.key(in.text()));
            units.add(in.number());
        }
        return new Grant(sources, quantity, least, split, units);
    }
}
