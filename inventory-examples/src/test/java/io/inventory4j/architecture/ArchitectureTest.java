package io.inventory4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the project's main code keeps to. {@link RulesTest} shows that each of these tests can fail. */
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.inventory4j..");
    private static final DescribedPredicate<JavaClass> API = resideInAnyPackage(
            "io.inventory4j",
            "io.inventory4j.ledger..",
            "io.inventory4j.order",
            "io.inventory4j.policy",
            "io.inventory4j.stock");
    private static final DescribedPredicate<JavaClass> JDK_AND_LOGGING =
            resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..");

    /** The modules that each published module may depend on. A new module needs a line. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "inventory-api", Set.of(),
            "inventory-testkit", Set.of("inventory-api"),
            "inventory-core", Set.of("inventory-api"),
            "inventory-jdbc", Set.of("inventory-api"),
            "inventory-redis", Set.of("inventory-api"),
            "inventory-live", Set.of("inventory-api", "inventory-core"),
            "inventory-archive", Set.of("inventory-api", "inventory-jdbc", "inventory-redis"));

    /** Packages that are not exported to all and still have public types, for packages and modules of this project. */
    private static final Set<String> SHARED_INSIDE_A_MODULE = Set.of(
            "io.inventory4j.core.gate",
            "io.inventory4j.core.listeners",
            "io.inventory4j.jdbc.sql",
            "io.inventory4j.live.guard",
            "io.inventory4j.live.notes",
            "io.inventory4j.redis.script",
            "io.inventory4j.testkit.contract.fixture",
            "io.inventory4j.testkit.contract.reserve",
            "io.inventory4j.testkit.contract.settle",
            "io.inventory4j.testkit.contract.spi",
            "io.inventory4j.testkit.contract.stock",
            "io.inventory4j.testkit.limit",
            "io.inventory4j.testkit.model",
            "io.inventory4j.testkit.words");

    @Test
    void everyModuleOfTheBuildIsChecked() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        SortedSet<String> modules = Pattern.compile("<module>(.*?)</module>")
                .matcher(pom)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        // Nothing depends on the benchmarks, and they are on nobody's class path.
        modules.remove("inventory-benchmarks");
        // The bill of materials has no classes.
        modules.remove("inventory-bom");
        assertEquals(modules, Modules.names(), "add what is missing to this module's dependencies, in scope test");
    }

    @Test
    void noPackagesOfAModuleDependOnEachOtherInACycle() {
        assertAll(Modules.names().stream()
                .map(module -> (Executable) () -> Rules.noCycles().check(Modules.classes(module))));
    }

    @Test
    void modulesDependOnlyOnTheModulesBelow() {
        assertAll(Modules.exports().keySet().stream().map(module -> (Executable)
                () -> Rules.modulesDependOnlyOn(MODULES, OURS, Modules::of).check(Modules.classes(module))));
    }

    @Test
    void theMemoryLedgerDependsOnlyOnTheApi() {
        Rules.dependsOnlyOn("io.inventory4j.core.memory", JDK_AND_LOGGING.or(API))
                .check(Modules.classes("inventory-core"));
    }

    @Test
    void purchaseLimitsDependOnlyOnTheApi() {
        // The JDK's HMAC, by which counters name identities, is in the same module as java.lang.
        DescribedPredicate<JavaClass> hmac = resideInAPackage("javax.crypto..");
        Rules.dependsOnlyOn(
                        "io.inventory4j.core.limits", JDK_AND_LOGGING.or(hmac).or(API))
                .check(Modules.classes("inventory-core"));
    }

    @Test
    void redisClientsDependOnlyOnTheConnectionTypes() {
        Set<String> connection = Set.of(
                "io.inventory4j.redis.RedisConnections",
                "io.inventory4j.redis.RedisConnection",
                "io.inventory4j.redis.RedisError");
        DescribedPredicate<JavaClass> known =
                DescribedPredicate.describe("connection types", type -> connection.contains(outermost(type.getName())));
        Rules.dependsOnlyOn(
                        "io.inventory4j.redis.client",
                        DescribedPredicate.not(OURS)
                                .or(resideInAnyPackage("io.inventory4j", "io.inventory4j.stock"))
                                .or(known))
                .check(Modules.classes("inventory-redis"));
    }

    private static String outermost(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    @Test
    void sqlKnowsNothingOfTheLedgersThatUseIt() {
        Rules.knowsNothingOf("io.inventory4j.jdbc.sql", "io.inventory4j.jdbc").check(Modules.classes("inventory-jdbc"));
    }

    @Test
    void onlyExportedPackagesHavePublicTypes() {
        assertAll(Modules.exports().entrySet().stream().map(module -> {
            Set<String> packages = new HashSet<>(module.getValue());
            packages.addAll(SHARED_INSIDE_A_MODULE);
            return (Executable) () -> Rules.publicTypesOnlyIn(packages).check(Modules.classes(module.getKey()));
        }));
    }

    @Test
    void thePublicTypesAreThoseOfTheList() throws IOException {
        SortedSet<String> found = new TreeSet<>();
        Modules.exports()
                .forEach((module, packages) -> found.addAll(Rules.publicTypes(Modules.classes(module)).stream()
                        .filter(name -> packages.contains(name.substring(0, name.lastIndexOf('.'))))
                        .toList()));
        SortedSet<String> listed = publicTypesListed();
        assertEquals("", difference(listed, found), "public-types.txt differs from the code");
    }

    private static SortedSet<String> publicTypesListed() throws IOException {
        InputStream list = ArchitectureTest.class.getResourceAsStream("public-types.txt");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Objects.requireNonNull(list), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** A line for each name that is in one set only. */
    static String difference(Set<String> listed, Set<String> found) {
        StringBuilder text = new StringBuilder();
        found.stream()
                .filter(name -> !listed.contains(name))
                .forEach(name -> text.append("add ").append(name).append('\n'));
        listed.stream()
                .filter(name -> !found.contains(name))
                .forEach(name -> text.append("remove ").append(name).append('\n'));
        return text.toString();
    }

    @Test
    void noTwoTypesHaveTheSameSimpleName() {
        Set<String> published = Modules.exports().keySet();
        List<JavaClass> types = Modules.MAIN.stream()
                .filter(type -> published.contains(Modules.of(type)))
                .toList();
        Map<String, SortedSet<String>> shared = Rules.sharedNames(types);
        assertEquals(Map.of(), shared, "names of several types");
    }
}
