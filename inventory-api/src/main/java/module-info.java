/** What a shop calls, and what a store of stock implements. */
module io.inventory4j {
    requires static transitive org.jspecify;

    exports io.inventory4j;
    exports io.inventory4j.alert;
    exports io.inventory4j.ledger;
    exports io.inventory4j.ledger.command;
    exports io.inventory4j.ledger.rules;
    exports io.inventory4j.ledger.store;
    exports io.inventory4j.order;
    exports io.inventory4j.policy;
    exports io.inventory4j.stock;
}
