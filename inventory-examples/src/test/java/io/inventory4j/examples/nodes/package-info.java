@NullMarked
package io.inventory4j.examples.nodes;

import org.jspecify.annotations.NullMarked;
