package io.inventory4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The numbers of rules in test names and comments are those of docs/ledger-rules.md. */
class RuleNumbersTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = PROJECT.resolve("docs/ledger-rules.md");

    private static final Pattern CHAPTER = Pattern.compile("\\*\\*(\\d+) .*");
    private static final Pattern RULE = Pattern.compile("(\\d+)\\. .*");
    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|lua|sql|md)");
    /** A name that cites a rule: in the right spelling, or that of a method in any other. */
    private static final Pattern TEST_NAME = Pattern.compile("\\brule_?\\d+_\\w+|\\b\\w*[Rr]ules?_?\\d\\w*(?=\\()");

    private static final Pattern PRECISE_NAME = Pattern.compile("rule_(\\d+)_(\\d+)_[a-z][A-Za-z0-9]*");
    private static final Pattern TEST = Pattern.compile("void rule_(\\d+)_(\\d+)_\\w+\\(");

    /** The end of a line, and what begins the next one in a comment. */
    private static final Pattern BREAK = Pattern.compile("\\s*\\R[ \\t]*(?:\\*|//|--)?[ \\t]*");

    private static final Pattern CITED =
            Pattern.compile("\\b[Rr]ules? (\\d+(?:\\.\\d+)?(?:(?:, | and | or | to |/|-)\\d+(?:\\.\\d+)?)*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    /** A test of the kit could measure neither a cost nor a wait without depending on the machine. */
    private static final Set<String> WITHOUT_TEST = Set.of("5.6", "6.1");

    /** What listeners hear is decided by the inventory over a ledger, and so is what its gate refuses. */
    private static final Predicate<String> OF_AN_INVENTORY = rule -> rule.startsWith("11.") || rule.equals("10.4");

    private static final Set<String> CHAPTERS = new LinkedHashSet<>();
    private static final Set<String> RULES = new LinkedHashSet<>();

    @BeforeAll
    static void readThePage() throws IOException {
        assertTrue(Files.exists(PAGE), () -> "there is no " + PAGE);
        String chapter = "";
        for (String line : Files.readAllLines(PAGE)) {
            Matcher head = CHAPTER.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (head.matches()) {
                chapter = head.group(1);
                CHAPTERS.add(chapter);
            } else if (rule.matches() && !chapter.isEmpty()) {
                RULES.add(chapter + "." + rule.group(1));
            }
        }
    }

    private record Source(Path path, String text) {}

    private static List<Source> sources(Path root) throws IOException {
        List<Source> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.startsWith(".")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (SOURCE.matcher(file.toString()).matches()) {
                    sources.add(new Source(PROJECT.relativize(file), text(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertTrue(sources.size() > 100, () -> "only " + sources.size() + " sources below " + root);
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes the names of a source that cite no rule of the page, or have another form. */
    private static void checkNames(Source source, List<String> wrong) {
        Matcher name = TEST_NAME.matcher(source.text());
        while (name.find()) {
            Matcher precise = PRECISE_NAME.matcher(name.group());
            if (!precise.matches() || !RULES.contains(precise.group(1) + "." + precise.group(2))) {
                wrong.add(source.path() + ": " + name.group());
            }
        }
    }

    @Test
    void thePageNumbersItsRulesInOrder() {
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"), List.copyOf(CHAPTERS));
        for (String chapter : CHAPTERS) {
            List<String> numbers = RULES.stream()
                    .filter(rule -> rule.startsWith(chapter + "."))
                    .toList();
            assertTrue(numbers.size() > 1, () -> "rules of chapter " + chapter + ": " + numbers);
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(chapter + "." + (i + 1), numbers.get(i));
            }
        }
    }

    @Test
    void everyTestNameCitesARuleOfThePage() throws IOException {
        List<String> wrong = new ArrayList<>();
        sources(PROJECT).forEach(source -> checkNames(source, wrong));
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyCommentCitesARuleOfThePage() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Source source : sources(PROJECT)) {
            Matcher cited = CITED.matcher(BREAK.matcher(source.text()).replaceAll(" "));
            while (cited.find()) {
                Matcher number = NUMBER.matcher(cited.group(1));
                while (number.find()) {
                    if (!RULES.contains(number.group()) && !CHAPTERS.contains(number.group())) {
                        wrong.add(source.path() + ": " + cited.group());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyRuleHasATestInTheKit() throws IOException {
        Set<String> untested = new LinkedHashSet<>(RULES);
        removeTested(untested, sources(PROJECT.resolve("inventory-testkit/src")));
        untested.removeIf(OF_AN_INVENTORY);
        assertEquals(WITHOUT_TEST, untested);
    }

    @Test
    void everyRuleOfAnInventoryHasATestInTheCore() throws IOException {
        Set<String> untested = new LinkedHashSet<>(RULES);
        untested.removeIf(OF_AN_INVENTORY.negate());
        sources(PROJECT).stream()
                .filter(source -> source.path().startsWith("inventory-core"))
                .forEach(source -> removeTested(untested, List.of(source)));
        assertEquals(Set.of(), untested);
    }

    private static void removeTested(Set<String> untested, List<Source> sources) {
        for (Source source : sources) {
            Matcher test = TEST.matcher(source.text());
            while (test.find()) {
                untested.remove(test.group(1) + "." + test.group(2));
            }
        }
    }
}
