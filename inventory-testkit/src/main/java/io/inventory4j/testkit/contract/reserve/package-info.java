/** The contract of reservations: how they are made, charged, refused, repeated and replaced. */
@NullMarked
package io.inventory4j.testkit.contract.reserve;

import org.jspecify.annotations.NullMarked;
