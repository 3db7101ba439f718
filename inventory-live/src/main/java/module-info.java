/** The live sale. */
module io.inventory4j.live {
    requires transitive io.inventory4j;
    requires transitive io.inventory4j.core;
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;

    exports io.inventory4j.live;
    exports io.inventory4j.live.plan;
    requires static transitive jdk.httpserver;
    requires org.slf4j;
    exports io.inventory4j.live.feed;
}
