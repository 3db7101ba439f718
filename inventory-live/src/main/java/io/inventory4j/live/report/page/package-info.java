/** The report as one page for people. */
@NullMarked
package io.inventory4j.live.report.page;

import org.jspecify.annotations.NullMarked;
