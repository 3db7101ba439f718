package io.inventory4j.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a release says of itself agrees with the modules that are published. */
class ReleaseTest {
    private static final Path ROOT = Path.of("..");

    private static Set<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String pom(String module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }

    private static String part(String text, String element) {
        Pattern pattern = Pattern.compile("<" + element + "[^>]*>(.*?)</" + element + ">", Pattern.DOTALL);
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }

    @Test
    void theBillOfMaterialsHasEachPublishedModuleInItsVersion() throws IOException {
        String bom = pom("inventory-bom");
        assertEquals(
                Modules.exports().keySet(), all(part(bom, "dependencyManagement"), "<artifactId>(.*?)</artifactId>"));
        assertFalse(bom.contains("<parent>"), "it would bring the versions that the library is tested with");
        String head = "<artifactId>%s</artifactId>\\s*<version>(.*?)</version>";
        assertEquals(
                all(pom("."), head.formatted("inventory4j")), all(bom, head.formatted("inventory-bom")), "its version");
    }

    @Test
    void theBillOfMaterialsSaysAboutTheProjectWhatTheParentSays() throws IOException {
        for (String element : new String[] {"url", "licenses", "developers", "connection", "developerConnection"}) {
            String own = part(pom("inventory-bom"), element);
            assertFalse(own.isEmpty(), element);
            assertEquals(part(pom("."), element), own);
        }
    }

    /** What no module exports may change: comparing it with a release would forbid that. */
    @Test
    void whatIsNotExportedIsNotComparedWithARelease() throws IOException {
        Set<String> hidden = new TreeSet<>();
        Modules.exports()
                .forEach((module, exported) -> Modules.classes(module).stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> !exported.contains(name))
                        .forEach(hidden::add));
        assertEquals(hidden, all(part(pom("."), "excludes"), "<exclude>(io\\.inventory4j.*?)</exclude>"));
    }
}
