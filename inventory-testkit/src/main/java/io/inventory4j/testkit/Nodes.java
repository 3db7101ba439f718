package io.inventory4j.testkit;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.limit.Stacks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One or two nodes of a shop over one stock, which nobody else uses. Immutable; as thread-safe as the ledgers, as which
 * it is shared.
 */
public final class Nodes implements AutoCloseable {
    private final List<StockLedger> nodes;
    private final StockLedger inTurn;

    private Nodes(List<StockLedger> nodes, StockLedger inTurn) {
        this.nodes = nodes;
        this.inTurn = inTurn;
    }

    static Nodes open(LedgerSuite suite, InstantSource clock, int most) {
        String namespace = UUID.randomUUID().toString();
        List<StockLedger> nodes = new ArrayList<>();
        StockLedger first = Layer.over(suite.open(namespace, clock), clock);
        Stacks.note(suite.getClass());
        Stacks.note(first.getClass());
        nodes.add(first);
        StockLedger second = most > 1 ? suite.openNode(namespace, clock) : null;
        if (second != null) {
            nodes.add(Layer.over(second, clock));
        }
        return new Nodes(List.copyOf(nodes), InTurn.of(nodes, () -> suite.discard(namespace)));
    }

    /**
     * The node that was opened first.
     *
     * @return its ledger
     */
    public StockLedger first() {
        return nodes.get(0);
    }

    /**
     * The other node.
     *
     * @return its ledger; empty if there is one node
     */
    public Optional<StockLedger> second() {
        return nodes.size() > 1 ? Optional.of(nodes.get(1)) : Optional.empty();
    }

    /**
     * All nodes as one ledger, which sends each call to one of them. Which one depends on how many calls it was sent
     * before and on nothing else. To close it is to close these nodes.
     *
     * @return the ledger; it is {@link io.inventory4j.ledger.Journaled} if the first node is
     */
    public StockLedger inTurn() {
        return inTurn;
    }

    /** Closes every node, and then throws the namespace away. Further calls close the ledgers again. */
    @Override
    public void close() {
        inTurn.close();
    }
}
