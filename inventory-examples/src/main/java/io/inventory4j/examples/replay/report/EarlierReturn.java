package io.inventory4j.examples.replay.report;

/**
 * Units that came back without a sale in the files.
 *
 * @param invoice the invoice that takes them back
 * @param units above 0
 */
public record EarlierReturn(String invoice, String buyer, String sku, long units) {}
