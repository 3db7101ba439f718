/**
 * What a shop calls: the {@link io.inventory4j.Inventory} facade, its requests and outcomes, stock levels, the policy
 * that sets limits, and the listeners that hear of alerts and changes.
 *
 * <p>Every value here is immutable and safe to share between threads. Quantities are whole units. The bounds of every
 * argument are in {@link io.inventory4j.stock.Bounds}.
 */
@NullMarked
package io.inventory4j;

import org.jspecify.annotations.NullMarked;
