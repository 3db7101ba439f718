package io.inventory4j.testkit.planted.store;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.LevelChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A node that tells its store what it has changed. */
public class PushNode extends MapNode implements Watchable {
    /** The rows, and who listens to them. */
    protected final PushStore push;

    private final List<Subscription> open = new CopyOnWriteArrayList<>();

    /** One more node over some rows. */
    public PushNode(PushStore store) {
        super(store);
        push = store;
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        List<Outcome> outcomes = super.apply(batch);
        applied(batch, outcomes);
        return outcomes;
    }

    /** Tells of a batch. */
    protected void applied(List<? extends Command> batch, List<Outcome> outcomes) {
        push.tell(changes(outcomes));
    }

    @Override
    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
        List<Outcome.Applied> ended = super.expire(max, except);
        swept(ended);
        return ended;
    }

    /** Tells of a sweep. */
    protected void swept(List<Outcome.Applied> ended) {
        push.tell(changes(ended));
    }

    @Override
    public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
        List<Outcome.Applied> shipped = super.shipConfirmed(unchangedFor, max);
        shipped(shipped);
        return shipped;
    }

    /** Tells of what was shipped unasked. */
    protected void shipped(List<Outcome.Applied> shipped) {
        push.tell(changes(shipped));
    }

    /** What outcomes have changed. */
    protected static List<LevelChange> changes(List<? extends Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Applied applied
                        ? applied.changes().stream()
                        : List.<LevelChange>of().stream())
                .toList();
    }

    @Override
    public Subscription watch(StockListener listener) {
        return kept(push.watch(listener));
    }

    @Override
    public Subscription follow(EntryListener listener) {
        return kept(push.followEntries(listener));
    }

    private Subscription kept(Subscription subscription) {
        open.add(subscription);
        return subscription;
    }

    @Override
    public void close() {
        open.forEach(Subscription::close);
        super.close();
    }
}
