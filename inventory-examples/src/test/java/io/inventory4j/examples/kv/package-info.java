@NullMarked
package io.inventory4j.examples.kv;

import org.jspecify.annotations.NullMarked;
