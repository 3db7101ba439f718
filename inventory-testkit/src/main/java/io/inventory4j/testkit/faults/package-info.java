/** Faults between a caller and a store, made to happen: in a layer over a ledger, on the wire, and at the server. */
@NullMarked
package io.inventory4j.testkit.faults;

import org.jspecify.annotations.NullMarked;
