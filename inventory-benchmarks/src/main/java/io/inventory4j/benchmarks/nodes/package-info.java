/** Several processes over one store, as the nodes of a shop are. */
@NullMarked
package io.inventory4j.benchmarks.nodes;

import org.jspecify.annotations.NullMarked;
