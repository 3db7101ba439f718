/** The plan of a sale: derived from the orders of a day, written and read as CSV. */
@NullMarked
package io.inventory4j.examples.replay.plan;

import org.jspecify.annotations.NullMarked;
