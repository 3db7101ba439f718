@NullMarked
package io.inventory4j.examples.replay.lease;

import org.jspecify.annotations.NullMarked;
