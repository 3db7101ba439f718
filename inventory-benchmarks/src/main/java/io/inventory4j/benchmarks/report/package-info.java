/** What becomes of the rows: a table for people, a CSV file and charts. */
@NullMarked
package io.inventory4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;
