/** The ledger in Redis: every rule in Lua, for a single server, Sentinel or Cluster. */
@NullMarked
package io.inventory4j.redis;

import org.jspecify.annotations.NullMarked;
