/** A shop whose rows and stock change in one transaction, on every database. */
@NullMarked
package io.inventory4j.examples.within;

import org.jspecify.annotations.NullMarked;
