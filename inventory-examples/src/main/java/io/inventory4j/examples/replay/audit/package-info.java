/** The books of a sale, and their comparison. Start at {@link Audit}. */
@NullMarked
package io.inventory4j.examples.replay.audit;

import org.jspecify.annotations.NullMarked;
