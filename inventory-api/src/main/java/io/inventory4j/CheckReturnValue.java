package io.inventory4j;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The result says whether it happened, so it is a mistake to drop it: a refusal is a value, and throws nothing. On a
 * type it is about each of its methods. Error Prone reports calls whose result is dropped, wherever an annotation has
 * this simple name; the library needs no dependency for it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CheckReturnValue {}
