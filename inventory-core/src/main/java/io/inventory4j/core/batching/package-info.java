/** Callers that arrive together travel together: a layer over any ledger that joins their commands into batches. */
@NullMarked
package io.inventory4j.core.batching;

import org.jspecify.annotations.NullMarked;
