/** What is asked of a ledger, as data. */
@NullMarked
package io.inventory4j.ledger.command;

import org.jspecify.annotations.NullMarked;
