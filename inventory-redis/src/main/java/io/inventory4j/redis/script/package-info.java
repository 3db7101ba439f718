/** What the scripts in Redis are sent, and what they answer. */
@NullMarked
package io.inventory4j.redis.script;

import org.jspecify.annotations.NullMarked;
