package io.inventory4j;

/**
 * A verb of an inventory as a value, for {@link Inventory#apply}, which carries out many of any kind in one call to the
 * store. Each verb that is one step has a factory in {@link OrderVerb} or {@link StockVerb}, with the same name and the
 * same parameters. What takes several steps has none: {@link Orders#confirmOrReacquire}, {@link Orders#reserveAll} and
 * {@link Stockkeeping#stocktake}. Immutable. Ids are checked when a verb is made, the rest by {@code apply}.
 */
public sealed interface Verb permits OrderVerb, StockVerb {}
