/** The ledger in Redis. */
@SuppressWarnings("requires-automatic")
module io.inventory4j.redis {
    requires transitive io.inventory4j;
    requires static transitive org.jspecify;
    requires static lettuce.core;
    requires static redis.clients.jedis;
    requires org.slf4j;

    exports io.inventory4j.redis;
    exports io.inventory4j.redis.client;
}
