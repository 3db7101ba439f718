/** The lock-free ledger in memory. It knows the API and nothing else of this module. */
@NullMarked
package io.inventory4j.core.memory;

import org.jspecify.annotations.NullMarked;
