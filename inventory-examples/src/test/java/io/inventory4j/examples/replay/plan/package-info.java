@NullMarked
package io.inventory4j.examples.replay.plan;

import org.jspecify.annotations.NullMarked;
