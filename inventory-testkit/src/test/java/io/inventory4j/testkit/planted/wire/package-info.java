/** Stores on the other side of a wire, and ledgers that are wrong about the wire. */
@NullMarked
package io.inventory4j.testkit.planted.wire;

import org.jspecify.annotations.NullMarked;
