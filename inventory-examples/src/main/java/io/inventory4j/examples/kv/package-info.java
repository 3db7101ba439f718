/** A sample adapter, over an embedded key-value store: the one that docs/writing-an-adapter.md speaks of. */
@NullMarked
package io.inventory4j.examples.kv;

import org.jspecify.annotations.NullMarked;
