@NullMarked
package io.inventory4j.examples.replay.report;

import org.jspecify.annotations.NullMarked;
