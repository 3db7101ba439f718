package io.inventory4j.testkit.model;

import java.time.Instant;

/** What is remembered under the id of an applied move or sale state, for its retry (rules 3.4 and 4.4). */
record AppliedId(Object content, String text, Instant at) {}
