/** The inventory over any ledger: its builder, the facade, alerts and listeners, late payments and a sweeper. */
@NullMarked
package io.inventory4j.core;

import org.jspecify.annotations.NullMarked;
