/** The contract of what becomes of a reservation, by its caller or by time. */
@NullMarked
package io.inventory4j.testkit.contract.settle;

import org.jspecify.annotations.NullMarked;
