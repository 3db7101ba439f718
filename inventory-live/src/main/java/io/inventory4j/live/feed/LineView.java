package io.inventory4j.live.feed;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The lines as one visibility shows them. Readers with the same one share it, so that a level is made up once. */
final class LineView {
    /** What is shown of one cell. */
    static final class Face {
        private final LineCell cell;
        private final ShownLevel shown;
        private byte @Nullable [] json;

        Face(LineCell cell, ShownLevel shown) {
            this.cell = cell;
            this.shown = shown;
        }

        LineCell cell() {
            return cell;
        }

        ShownLevel shown() {
            return shown;
        }
    }

    private final Visibility visibility;
    private final AtomicReferenceArray<@Nullable Face> faces;

    LineView(Visibility visibility, int lines) {
        this.visibility = visibility;
        faces = new AtomicReferenceArray<>(lines);
    }

    Visibility visibility() {
        return visibility;
    }

    Face of(int line, LineCell cell) {
        Face face = faces.get(line);
        if (face == null || face.cell.place() != cell.place()) {
            var level = cell.level();
            face = new Face(
                    cell,
                    new ShownLevel(
                            level.key(), visibility.show(level), level.saleState(), level.window(), level.version()));
            faces.set(line, face);
        }
        return face;
    }

    /** What a terminal is sent; two threads that make it at a time make the same. */
    byte[] json(int line, ShownLevel shown) {
        Face face = faces.get(line);
        if (face == null || !face.shown.equals(shown)) {
            return LevelJson.of(shown, visibility.showsVersion());
        }
        byte[] made = face.json;
        if (made == null) {
            made = LevelJson.of(shown, visibility.showsVersion());
            face.json = made;
        }
        return made;
    }
}
