/** What a live sale remembers, in the ledger itself: notes, their ids, and which node tells what. */
@NullMarked
package io.inventory4j.live.notes;

import org.jspecify.annotations.NullMarked;
