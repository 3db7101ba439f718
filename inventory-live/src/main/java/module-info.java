/** The live sale. */
module io.inventory4j.live {
    requires transitive io.inventory4j;
    requires static transitive org.jspecify;

    exports io.inventory4j.live;
    exports io.inventory4j.live.demand;
}
