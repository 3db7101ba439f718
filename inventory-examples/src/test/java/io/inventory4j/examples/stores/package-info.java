@NullMarked
package io.inventory4j.examples.stores;

import org.jspecify.annotations.NullMarked;
