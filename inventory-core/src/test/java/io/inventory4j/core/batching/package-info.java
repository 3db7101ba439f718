/** Tests of the layer that joins calls into batches. */
@NullMarked
package io.inventory4j.core.batching;

import org.jspecify.annotations.NullMarked;
