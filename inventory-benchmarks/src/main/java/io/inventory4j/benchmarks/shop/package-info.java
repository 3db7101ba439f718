/** What a shop asks of every subject over a store: carts, and those that sell them. */
@NullMarked
package io.inventory4j.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
