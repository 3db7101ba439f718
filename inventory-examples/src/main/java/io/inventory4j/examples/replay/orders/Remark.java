package io.inventory4j.examples.replay.orders;

/**
 * What is worth knowing of a row that could be read: it was left out, or is taken otherwise than it may have been
 * meant.
 *
 * @param file the file as the user named it
 * @param row the line of the file on which the row begins; the header is row 1
 * @param column the column's name; empty where it is about the row as a whole
 * @param text what was found and what becomes of it
 */
public record Remark(String file, long row, String column, String text) {}
