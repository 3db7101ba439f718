/** The scenes of the ledger in memory, and their peers. */
@NullMarked
package io.inventory4j.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
