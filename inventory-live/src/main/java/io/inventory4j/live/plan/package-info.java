/**
 * The plan of a live sale: what is sold, how much of it, under which limits; read from a file, compared with the stock.
 */
@NullMarked
package io.inventory4j.live.plan;

import org.jspecify.annotations.NullMarked;
