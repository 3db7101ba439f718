/** Redis as real servers for tests and benchmarks: a single server, a cluster, and a master behind Sentinels. */
@NullMarked
package io.inventory4j.servers.redis;

import org.jspecify.annotations.NullMarked;
