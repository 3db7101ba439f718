/** What a shop calls, and what a store of stock implements. */
module io.inventory4j {
    requires static transitive org.jspecify;

    exports io.inventory4j;
    exports io.inventory4j.ledger;
}
