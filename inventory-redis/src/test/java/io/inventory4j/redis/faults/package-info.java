/** What fails in Redis and on the way to it: servers, replicas, clients, clocks, memory. */
@NullMarked
package io.inventory4j.redis.faults;

import org.jspecify.annotations.NullMarked;
