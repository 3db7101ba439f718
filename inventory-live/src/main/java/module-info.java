/** The live sale. */
module io.inventory4j.live {
    requires transitive io.inventory4j;
    requires transitive io.inventory4j.core;
    requires static transitive jdk.httpserver;
    requires static transitive org.jspecify;
    requires static tools.jackson.databind;
    requires de.siegmar.fastcsv;
    requires org.slf4j;

    exports io.inventory4j.live;
    exports io.inventory4j.live.action;
    exports io.inventory4j.live.demand;
    exports io.inventory4j.live.feed;
    exports io.inventory4j.live.plan;
    exports io.inventory4j.live.report;
    exports io.inventory4j.live.report.books;
    exports io.inventory4j.live.report.page;
    exports io.inventory4j.live.room;
    exports io.inventory4j.live.text;
}
