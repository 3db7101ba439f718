/** The inventory over any ledger, with limits, alerts and a sweeper; and the ledger in memory. */
module io.inventory4j.core {
    requires transitive io.inventory4j;
    requires static transitive org.jspecify;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;

    exports io.inventory4j.core;
    exports io.inventory4j.core.batching;
    exports io.inventory4j.core.limits;
    exports io.inventory4j.core.memory;
}
