/** The contract of moves and sale states. */
@NullMarked
package io.inventory4j.testkit.contract.stock;

import org.jspecify.annotations.NullMarked;
