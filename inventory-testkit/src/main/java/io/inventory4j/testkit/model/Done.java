package io.inventory4j.testkit.model;

import java.time.Instant;

/** A move or sale state that was applied, remembered for its retry (rules 3.4 and 4). */
record Done(Object content, String text, Instant at) {}
