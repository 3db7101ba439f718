/**
 * A live sale, replayed from real order files and audited. Start at {@link LiveSaleReplay}.
 *
 * <p>{@link Agenda} says what happens when, {@link Buyers}, {@link Warehouse} and {@link ReturnsDesk} do it, each call
 * by way of the shop's own {@link OrderTable}. The files are read in {@code orders}, the books compared in {@code
 * audit}, and {@code report} has what the user sees. {@code lease} keeps other processes out of the store.
 */
@NullMarked
package io.inventory4j.examples.replay;

import org.jspecify.annotations.NullMarked;
