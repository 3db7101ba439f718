@NullMarked
package io.inventory4j.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
