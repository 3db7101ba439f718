/** The ledger over a relational database. */
@SuppressWarnings("requires-automatic") // the driver names itself in its manifest; a shop on another database has none
module io.inventory4j.jdbc {
    requires transitive io.inventory4j;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires static org.postgresql.jdbc;

    exports io.inventory4j.jdbc;
}
