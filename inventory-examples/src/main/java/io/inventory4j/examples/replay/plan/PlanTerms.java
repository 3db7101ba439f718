package io.inventory4j.examples.replay.plan;

/**
 * What the user may choose of a plan that is derived from orders.
 *
 * @param opening the stock of each article before the sale, in percent of what the files ask for; above 0
 * @param buyerLimit the most units of an article for one buyer; 0 for no limit
 * @param liveRoom what the live room gets of isolated articles, in percent; 100 for one pool of all channels
 */
public record PlanTerms(int opening, long buyerLimit, int liveRoom) {}
