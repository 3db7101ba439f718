/** The in-memory ledger, and the layers over any ledger. */
module io.inventory4j.core {
    requires transitive io.inventory4j;
    requires static transitive org.jspecify;

    exports io.inventory4j.core;
}
