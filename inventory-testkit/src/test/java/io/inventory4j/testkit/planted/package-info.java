/** Ledgers that are each wrong in one way, and the test that the kit fails every one of them. */
@NullMarked
package io.inventory4j.testkit.planted;

import org.jspecify.annotations.NullMarked;
