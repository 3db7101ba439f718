/** What goes wrong between a caller and a store, made to happen: in front of a ledger, on the wire, and at the server. */
@NullMarked
package io.inventory4j.testkit.faults;

import org.jspecify.annotations.NullMarked;
