/** What the user sees of a sale: the screen, and the files of a report. */
@NullMarked
package io.inventory4j.examples.replay.report;

import org.jspecify.annotations.NullMarked;
