package io.inventory4j.examples.replay.orders;

/**
 * Where something is in the order files.
 *
 * @param file the file as the user named it
 * @param row the line of the file on which its row begins; the header is row 1
 */
record Place(String file, long row) {
    @Override
    public String toString() {
        return file + ", row " + row;
    }
}
