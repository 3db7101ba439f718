/** What planted ledgers are made of: rows that outlive a ledger, the nodes over them, and ways to bend both. */
@NullMarked
package io.inventory4j.testkit.planted.store;

import org.jspecify.annotations.NullMarked;
