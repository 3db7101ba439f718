/** The ledger over a relational database. */
@SuppressWarnings("module") // the archive is built after this module
module io.inventory4j.jdbc {
    requires transitive io.inventory4j;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.inventory4j.jdbc;
    exports io.inventory4j.jdbc.sql to
            io.inventory4j.archive;
}
