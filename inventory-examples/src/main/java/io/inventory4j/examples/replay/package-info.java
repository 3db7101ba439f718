/** A live sale replayed from real order files: what a new user runs first. Start at {@link LiveSaleReplay}. */
@NullMarked
package io.inventory4j.examples.replay;

import org.jspecify.annotations.NullMarked;
