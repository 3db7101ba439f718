/** The rules, as functions of rows: what a command does to what is stored. */
@NullMarked
package io.inventory4j.ledger.rules;

import org.jspecify.annotations.NullMarked;
