package io.inventory4j.core.memory;

/** Cells that are in their table. */
final class AddedCell {
    private AddedCell() {}

    /** The cell of a key; added if there was none. */
    static Cell of(Table table, Comparable<?> key) {
        Cell cell = table.findOrMake(key);
        return cell.added() ? cell : table.add(cell);
    }
}
