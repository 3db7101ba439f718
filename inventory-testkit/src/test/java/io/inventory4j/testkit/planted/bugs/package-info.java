/** Ledgers that are wrong in one way each. */
@NullMarked
package io.inventory4j.testkit.planted.bugs;

import org.jspecify.annotations.NullMarked;
