package io.inventory4j.live.room;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The files of the page. They are read once; charts are drawn by uPlot, which may be missing. */
final class RoomFiles {
    private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String WEBJAR = "META-INF/resources/webjars/uplot/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String ICON = "image/svg+xml";
    private static final List<String> SCRIPTS = List.of(
            "first.js",
            "page.js",
            "dom.js",
            "texts.js",
            "model.js",
            "describe.js",
            "effects.js",
            "fields.js",
            "table.js",
            "detail.js",
            "side.js",
            "dialogs.js");

    private final Map<String, RoomResponse> files = new HashMap<>();
    private final RoomResponse english;
    private final RoomResponse chinese;

    RoomFiles() {
        SCRIPTS.forEach(file -> files.put("/" + file, RoomResponse.of(200, SCRIPT, ours(file))));
        files.put("/page.css", RoomResponse.of(200, CSS, ours("page.css")));
        files.put("/icon.svg", RoomResponse.of(200, ICON, ours("icon.svg")));
        files.put("/uplot.css", RoomResponse.of(200, CSS, uplot("dist/uPlot.min.css")));
        files.put("/uplot.js", RoomResponse.of(200, SCRIPT, uplot("dist/uPlot.iife.min.js")));
        String page = new String(ours("page.html"), StandardCharsets.UTF_8);
        english = RoomResponse.of(200, HTML, page.getBytes(StandardCharsets.UTF_8))
                .with("Content-Language", "en")
                .with("Vary", "Accept-Language");
        chinese = RoomResponse.of(
                        200,
                        HTML,
                        page.replace("lang=\"en\"", "lang=\"zh-Hans\"").getBytes(StandardCharsets.UTF_8))
                .with("Content-Language", "zh-Hans")
                .with("Vary", "Accept-Language");
    }

    /** The most characters of the languages that somebody wants: more are not read. */
    private static final int MAX_LANGUAGES = 500;

    /** The page, in the language that is wanted most of the two that there are. */
    RoomResponse page(@Nullable String acceptLanguage) {
        if (acceptLanguage != null && acceptLanguage.length() <= MAX_LANGUAGES) {
            try {
                for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                    if (range.getRange().startsWith("zh")) {
                        return chinese;
                    } else if (range.getRange().startsWith("en")) {
                        return english;
                    }
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                // The JDK throws the latter for a lone hyphen.
                return english;
            }
        }
        return english;
    }

    /** A file by its path; null where there is none. */
    @Nullable
    RoomResponse file(String path) {
        return files.get(path);
    }

    private static byte[] ours(String file) {
        try (InputStream in = RoomFiles.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the webjar, of whichever version is there; empty where there is none. */
    private static byte[] uplot(String file) {
        ClassLoader loader = RoomFiles.class.getClassLoader();
        try (InputStream about = loader.getResourceAsStream(UPLOT)) {
            if (about == null) {
                return new byte[0];
            }
            Properties properties = new Properties();
            properties.load(about);
            try (InputStream in = loader.getResourceAsStream(WEBJAR + properties.getProperty("version") + "/" + file)) {
                return in == null ? new byte[0] : in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
