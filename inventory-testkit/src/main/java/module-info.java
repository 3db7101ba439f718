/** The contract that every ledger keeps, as tests that an adapter runs. */
module io.inventory4j.testkit {
    requires java.management;
    requires transitive io.inventory4j;
    requires static net.jqwik.api;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;

    exports io.inventory4j.testkit;
    exports io.inventory4j.testkit.contract;
    exports io.inventory4j.testkit.faults;
    exports io.inventory4j.testkit.history;
    exports io.inventory4j.testkit.properties;
}
