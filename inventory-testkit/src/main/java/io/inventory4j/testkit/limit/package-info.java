/** The time limit of each test, and what is printed of threads that hang. */
@org.jspecify.annotations.NullMarked
package io.inventory4j.testkit.limit;
