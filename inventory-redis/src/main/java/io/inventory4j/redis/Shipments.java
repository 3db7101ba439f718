package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.redis.script.Request;
import io.inventory4j.redis.script.Rows;
import io.inventory4j.redis.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Ships confirmed orders that nobody has touched for a while (rule 9.2). A page of them is found first, and then
 * shipped as a batch that looks at each again, so the journal has a batch that can be played again.
 */
final class Shipments {
    /** How many orders one call ships at most: while a script runs, Redis does nothing else. */
    private static final int AT_ONCE = 100;

    private static final byte[] NO_TIME = {};

    private final Redis redis;
    private final Batches batches;

    /** The last order of the page before, and its last change. */
    private byte[] changed = bytes("0");

    private byte[] after = {};

    /** Applies batches. */
    interface Batches {
        /**
         * Applies one.
         *
         * @param commands the commands
         * @param writer how some of them, which make a call, are written
         */
        List<Outcome> apply(List<Command> commands, Function<List<Command>, Request> writer);
    }

    /**
     * One run.
     *
     * @param redis where the orders are
     * @param batches what ships them
     */
    Shipments(Redis redis, Batches batches) {
        this.redis = redis;
        this.batches = batches;
    }

    /**
     * Ships orders, oldest change first.
     *
     * @param by the latest change of an order that is shipped, in microseconds since 1970
     * @param max how many to ship at most
     */
    List<Outcome.Applied> ship(long by, int max) {
        List<Outcome.Applied> shipped = new ArrayList<>();
        List<Command> page = by <= 0 ? List.of() : find(by, max);
        try {
            while (!page.isEmpty()) {
                for (Outcome outcome : batches.apply(page, some -> Request.shipConfirmed(some, by))) {
                    if (outcome instanceof Outcome.Applied applied) {
                        shipped.add(applied);
                    }
                }
                page = shipped.size() == max ? List.of() : find(by, max - shipped.size());
            }
        } catch (LedgerException e) {
            if (shipped.isEmpty()) {
                throw e;
            }
            // Some are shipped: they are returned, or nobody would hear of their levels. The next run throws if Redis
            // still fails.
        }
        return shipped;
    }

    private List<Command> find(long by, int max) {
        byte[] some = bytes(Integer.toString(Math.min(AT_ONCE, max)));
        Object reply = 1L;
        while (reply instanceof Long) {
            reply = redis.read(Script.CONFIRMED, NO_TIME, bytes(Long.toString(by)), changed, after, some);
        }
        List<?> found = Replies.list(reply);
        List<Command> page = new ArrayList<>(found.size() / 2);
        for (int i = 0; i < found.size(); i += 2) {
            after = (byte[]) found.get(i);
            changed = (byte[]) found.get(i + 1);
            page.add(Settle.all(ReservationId.of(Rows.plain(Replies.text(after))), Transition.SHIP));
        }
        return page;
    }
}
