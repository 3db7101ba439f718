package io.inventory4j.examples.replay.orders;

/** What one row of an order file turned out to be. */
sealed interface Row permits OrderRow, BadRow {}
