/** Redis as real servers for tests and benchmarks: single, as a cluster, with Sentinels. */
@NullMarked
package io.inventory4j.servers.redis;

import org.jspecify.annotations.NullMarked;
