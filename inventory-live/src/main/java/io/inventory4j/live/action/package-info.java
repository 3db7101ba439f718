/** What a team can do while a sale runs, at once or planned ahead. */
@NullMarked
package io.inventory4j.live.action;

import org.jspecify.annotations.NullMarked;
