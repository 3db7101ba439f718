/** Order files: reads their rows, and sorts them into what happens in a sale. Start at {@link OrderBook}. */
@NullMarked
package io.inventory4j.examples.replay.orders;

import org.jspecify.annotations.NullMarked;
