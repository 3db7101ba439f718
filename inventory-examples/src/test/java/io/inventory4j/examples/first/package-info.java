@NullMarked
package io.inventory4j.examples.first;

import org.jspecify.annotations.NullMarked;
