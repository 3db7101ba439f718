@NullMarked
package io.inventory4j.examples.replay.live;

import org.jspecify.annotations.NullMarked;
