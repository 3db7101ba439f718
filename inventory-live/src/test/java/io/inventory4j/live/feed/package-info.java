/** Tests of the feed of levels for terminals. */
@NullMarked
package io.inventory4j.live.feed;

import org.jspecify.annotations.NullMarked;
