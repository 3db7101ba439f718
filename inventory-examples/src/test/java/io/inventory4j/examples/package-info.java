@NullMarked
package io.inventory4j.examples;

import org.jspecify.annotations.NullMarked;
