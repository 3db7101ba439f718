/**
 * The report of a live sale, as records: the account of each line with its closing equation, every discrepancy with the
 * entries behind it; and the same as CSV and JSON.
 *
 * <p>Quantities are whole units. Every record here is immutable and safe to share between threads.
 */
@NullMarked
package io.inventory4j.live.report;

import org.jspecify.annotations.NullMarked;
