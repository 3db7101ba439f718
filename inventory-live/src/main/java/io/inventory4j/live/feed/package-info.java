/** Stock levels for every terminal: in the process, and as Server-Sent Events. */
@NullMarked
package io.inventory4j.live.feed;

import org.jspecify.annotations.NullMarked;
