@NullMarked
package io.inventory4j.examples.replay.audit;

import org.jspecify.annotations.NullMarked;
