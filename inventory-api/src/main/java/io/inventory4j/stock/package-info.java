/** Stock as a store keeps it: lines, their levels, and the journal of what changed them. */
@NullMarked
package io.inventory4j.stock;

import org.jspecify.annotations.NullMarked;
