/** The lock-free ledger in memory. It depends on the API and on nothing else of this module. */
@NullMarked
package io.inventory4j.core.memory;

import org.jspecify.annotations.NullMarked;
