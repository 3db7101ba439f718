@NullMarked
package io.inventory4j.benchmarks;

import org.jspecify.annotations.NullMarked;
