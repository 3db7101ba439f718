/**
 * Makes sure that one process at a time sells by a store. Start at {@link StoreLease}.
 *
 * <p>A sale that two processes replay would be counted by both: each audit would find what the other has done.
 */
@NullMarked
package io.inventory4j.examples.replay.lease;

import org.jspecify.annotations.NullMarked;
