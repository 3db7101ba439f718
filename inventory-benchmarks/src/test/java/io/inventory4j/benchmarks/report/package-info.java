@NullMarked
package io.inventory4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;
