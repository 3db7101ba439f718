/** The in-memory ledger, and the layers over any ledger. */
@NullMarked
package io.inventory4j.core;

import org.jspecify.annotations.NullMarked;
