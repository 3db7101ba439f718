package io.inventory4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every rule finds the sample that breaks it, and passes where the sample keeps to it. */
class RulesTest {
    private static final String SAMPLES = "io.inventory4j.architecture.samples";
    private static final String LEFT = SAMPLES + ".cycle.left";
    private static final String RIGHT = SAMPLES + ".cycle.right";
    private static final String INNER = SAMPLES + ".rooms.inner";
    private static final String OUTER = SAMPLES + ".rooms.outer";
    private static final DescribedPredicate<JavaClass> JDK = resideInAPackage("java..");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(SAMPLES);

    private static JavaClasses in(String... packages) {
        return CLASSES.that(resideInAnyPackage(packages));
    }

    private static void assertBroken(ArchRule rule, JavaClasses classes, String by) {
        String report =
                String.join("\n", rule.evaluate(classes).getFailureReport().getDetails());
        assertTrue(report.contains(by), report);
    }

    private static void assertKept(ArchRule rule, JavaClasses classes) {
        assertFalse(
                rule.evaluate(classes).hasViolation(),
                () -> rule.evaluate(classes).getFailureReport().toString());
    }

    @Test
    void aCycleBetweenPackagesIsFound() {
        assertBroken(Rules.noCycles(), in(LEFT, RIGHT), "Left");
        assertKept(Rules.noCycles(), in(INNER, OUTER));
    }

    @Test
    void aDependencyThatIsNotAllowedIsFound() {
        assertBroken(Rules.dependsOnlyOn(INNER, JDK), in(INNER, OUTER), "Shown");
        assertKept(Rules.dependsOnlyOn(INNER, JDK.or(resideInAPackage(OUTER))), in(INNER, OUTER));
        assertKept(Rules.dependsOnlyOn(OUTER, JDK), in(INNER, OUTER));
    }

    @Test
    void aDependencyOnOneTypeOfAPackageIsFound() {
        DescribedPredicate<JavaClass> shown =
                DescribedPredicate.describe("shown", type -> type.getName().equals(OUTER + ".Shown"));
        assertBroken(Rules.dependsOnlyOn(INNER, JDK.or(shown)), in(INNER, OUTER), "Hidden");
    }

    @Test
    void knowledgeOfAPackageIsFound() {
        assertBroken(Rules.knowsNothingOf(INNER, OUTER), in(INNER, OUTER), "Hidden");
        assertKept(Rules.knowsNothingOf(OUTER, INNER), in(INNER, OUTER));
    }

    @Test
    void aModuleThatDependsOnAnotherIsFound() {
        DescribedPredicate<JavaClass> ours = resideInAPackage(SAMPLES + "..");
        ArchRule apart = Rules.modulesDependOnlyOn(Map.of(), ours, JavaClass::getPackageName);
        ArchRule above = Rules.modulesDependOnlyOn(Map.of(INNER, Set.of(OUTER)), ours, JavaClass::getPackageName);
        assertBroken(apart, in(INNER, OUTER), INNER + " depends on " + OUTER);
        assertKept(above, in(INNER, OUTER));
    }

    @Test
    void aPublicTypeOutsideOfTheExportsIsFound() {
        assertBroken(Rules.publicTypesOnlyIn(Set.of(INNER)), in(INNER, OUTER), "Hidden");
        assertKept(Rules.publicTypesOnlyIn(Set.of(OUTER)), in(INNER, OUTER));
    }

    @Test
    void aPublicTypeThatIsNotListedIsFound() {
        assertEquals(Set.of(OUTER + ".Hidden", OUTER + ".Shown"), Rules.publicTypes(in(INNER, OUTER)));
        assertEquals("add b\nremove a\n", ArchitectureTest.difference(Set.of("a"), Set.of("b")));
        assertEquals("", ArchitectureTest.difference(Set.of("a"), Set.of("a")));
    }

    @Test
    void aSimpleNameOfTwoTypesIsFound() {
        assertEquals(
                Map.of("Twin", Set.of(SAMPLES + ".names.one.Twin", SAMPLES + ".names.two.Twin")),
                Rules.sharedNames(CLASSES));
        assertEquals(Map.of(), Rules.sharedNames(List.copyOf(in(LEFT, RIGHT))));
    }

    @Test
    void modulesAreFoundWithTheirExports() {
        JavaClass table = Modules.MAIN.get("io.inventory4j.core.memory.InMemoryLedger");
        assertEquals("inventory-core", Modules.of(table));
        Set<String> exports = Modules.exports().getOrDefault("inventory-core", Set.of());
        assertTrue(exports.contains("io.inventory4j.core.memory"), exports::toString);
        assertFalse(Modules.exports().containsKey("inventory-benchmarks"), "has no descriptor");
    }
}
