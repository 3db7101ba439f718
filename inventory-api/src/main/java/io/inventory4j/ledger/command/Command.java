package io.inventory4j.ledger.command;

/**
 * One atomic change, as data. Every command carries an id chosen by the caller; the same id with the same content again
 * changes nothing, so a command whose answer was lost is simply sent again.
 */
public sealed interface Command permits Reserve, Settle, Move, SetSaleState {}
