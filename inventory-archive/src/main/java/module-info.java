/** The history of a ledger in Redis, kept in a database. */
module io.inventory4j.archive {
    requires transitive io.inventory4j;
    requires transitive io.inventory4j.redis;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires io.inventory4j.jdbc;
    requires org.slf4j;

    exports io.inventory4j.archive;
}
