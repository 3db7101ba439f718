package io.inventory4j.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The scripts that only an archive of the calls needs. They are short, so each use sends the text. */
enum ArchiveScript {
    /** Notes how far the journal is archived. */
    ARCHIVED,
    /** Begins or continues to restore a namespace. */
    RESTORING,
    /** The guard before a script that plays a call again. */
    AGAIN;

    private final String text;

    ArchiveScript() {
        String name = "scripts/" + name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream in = ArchiveScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is missing from the jar");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " cannot be read", e);
        }
    }

    /** What EVAL takes. */
    byte[] text() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
