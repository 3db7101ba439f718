/** The scenes of the ledger in Redis, and their peers in Lua. */
@NullMarked
package io.inventory4j.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
