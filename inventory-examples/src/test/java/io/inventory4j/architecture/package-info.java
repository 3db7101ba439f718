/**
 * The structure of the whole project, as tests: which module and package may depend on which, what is public, and which
 * names are unique. They are in this module because all others but the
 * benchmarks are on its class path.
 */
@NullMarked
package io.inventory4j.architecture;

import org.jspecify.annotations.NullMarked;
