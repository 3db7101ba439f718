/** Stock levels for terminals, beside the sale that changes them. */
@NullMarked
package io.inventory4j.benchmarks.terminals;

import org.jspecify.annotations.NullMarked;
