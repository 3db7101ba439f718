/** The control room: the page that a live-stream team looks at and works from while a sale runs. */
@NullMarked
package io.inventory4j.live.room;

import org.jspecify.annotations.NullMarked;
