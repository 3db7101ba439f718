package io.inventory4j.live.demand;

/**
 * All lost demand as sums, and how much of it is told with less detail. Only units can reach 2^53 - 1, at which sums
 * stop.
 *
 * @param requests requests that were refused
 * @param units units of the lines that they were refused at
 * @param unitsBeside units of their other lines
 * @param requestsOfOthers of the requests, those whose SKU and channel are not told, because there were too many
 * @param requestsEarlier of the requests, those whose minute is not told, because there were too many minutes
 */
public record DemandTotals(long requests, long units, long unitsBeside, long requestsOfOthers, long requestsEarlier) {}
