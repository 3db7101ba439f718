package io.inventory4j.live.room;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The script that looks for what a reader would stumble over. */
final class RoomScreens {
    private RoomScreens() {}

    static String look() {
        try (InputStream in = RoomScreens.class.getResourceAsStream("look.js")) {
            return new String(Objects.requireNonNull(in, "look.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
