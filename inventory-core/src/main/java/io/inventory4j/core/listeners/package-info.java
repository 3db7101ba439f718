/** Who is told of changes, on threads that hold up no sale. */
@NullMarked
package io.inventory4j.core.listeners;

import org.jspecify.annotations.NullMarked;
