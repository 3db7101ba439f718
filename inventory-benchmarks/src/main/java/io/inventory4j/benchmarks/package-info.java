/** What is measured, each subject beside its peers in one run, interleaved, because absolute figures differ between machines. */
@NullMarked
package io.inventory4j.benchmarks;

import org.jspecify.annotations.NullMarked;
