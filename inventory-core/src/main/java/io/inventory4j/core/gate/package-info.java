/** The sold-out gate: refuses in memory what the store would refuse. */
@NullMarked
package io.inventory4j.core.gate;

import org.jspecify.annotations.NullMarked;
