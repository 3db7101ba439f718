/** The inventory over any ledger: purchase limits, alerts, listeners, late payments and a sweeper. */
@NullMarked
package io.inventory4j.core;

import org.jspecify.annotations.NullMarked;
