package io.inventory4j.live.report;

/**
 * What the books were compared with. What was not compared may hide a discrepancy.
 *
 * @param entries how many journal entries were read
 * @param levels how many levels of the ledger were compared; 0 if none were given
 * @param counts how many lines were counted; 0 if none were given
 * @param orders whether the books were kept by order
 * @param platformOrders how many lines the platform's order list has; -1 if none was given
 */
public record ReportChecks(long entries, long levels, long counts, boolean orders, long platformOrders) {}
