/**
 * How to reach Redis through Lettuce or Jedis: a single server, Sentinel or Cluster. It knows {@code RedisConnections},
 * {@code RedisConnection} and {@code RedisError} of the ledger's package, and nothing else.
 */
@NullMarked
package io.inventory4j.redis.client;

import org.jspecify.annotations.NullMarked;
