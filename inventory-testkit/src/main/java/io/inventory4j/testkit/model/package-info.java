/**
 * An independent model of a ledger, written from docs/ledger-rules.md alone: it shares no rules class with the ledgers
 * that it judges, so a mistake would have to be made twice. Not exported; the properties and the history checker use
 * it.
 */
@NullMarked
package io.inventory4j.testkit.model;

import org.jspecify.annotations.NullMarked;
