package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes that a suite of the kit opens over one of the databases: of one namespace, all over the same tables. */
public final class DatabaseNodes {
    private final TestDatabase database;
    private final Map<String, StockLedger> opened = new ConcurrentHashMap<>();

    public DatabaseNodes(TestDatabase database) {
        this.database = database;
    }

    /** The first node of a namespace. */
    public StockLedger open(String namespace, InstantSource clock) {
        return opened.computeIfAbsent(namespace, fresh -> database.open(clock));
    }

    /** Another node, after the first. */
    public StockLedger openNode(String namespace, InstantSource clock) {
        return database.node(Objects.requireNonNull(opened.get(namespace)), clock);
    }
}
