/** The contract of the calls themselves: batches, reads, journal, push, bounds, retention, several callers at once. */
@NullMarked
package io.inventory4j.testkit.contract.spi;

import org.jspecify.annotations.NullMarked;
