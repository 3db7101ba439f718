/** The live sale. */
module io.inventory4j.live {
    requires transitive io.inventory4j;
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires static tools.jackson.databind;

    exports io.inventory4j.live;
    exports io.inventory4j.live.report;
}
