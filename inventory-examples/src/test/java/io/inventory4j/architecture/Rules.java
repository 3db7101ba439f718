package io.inventory4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules, for any packages: {@link ArchitectureTest} checks the project by them, {@link RulesTest} checks them. */
final class Rules {
    private Rules() {}

    /** No package depends on itself by way of other packages. */
    static ArchRule noCycles() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    /** The package depends on nothing but itself and what is allowed. */
    static ArchRule dependsOnlyOn(String packageName, DescribedPredicate<JavaClass> allowed) {
        return classes()
                .that()
                .resideInAPackage(packageName + "..")
                .should()
                .onlyDependOnClassesThat(allowed.or(resideInAPackage(packageName + "..")));
    }

    /** The package depends on no class in one of the others; {@code a.b..} stands for a.b and all below it. */
    static ArchRule knowsNothingOf(String packageName, String... others) {
        return dependsOnlyOn(packageName, DescribedPredicate.not(resideInAnyPackage(others)));
    }

    /** Each module depends, of the project's modules, on itself and on those that the table has for it. */
    static ArchRule modulesDependOnlyOn(
            Map<String, Set<String>> table, DescribedPredicate<JavaClass> ours, Function<JavaClass, String> moduleOf) {
        return classes().should(new ArchCondition<>("depend only on the modules that the table says") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String module = moduleOf.apply(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (ours.test(target)) {
                        String other = moduleOf.apply(target);
                        boolean allowed = other.equals(module)
                                || table.getOrDefault(module, Set.of()).contains(other);
                        events.add(new SimpleConditionEvent(
                                type, allowed, module + " depends on " + other + ": " + dependency.getDescription()));
                    }
                }
            }
        });
    }

    /** Only these packages have public top-level types. */
    static ArchRule publicTypesOnlyIn(Set<String> packages) {
        return classes()
                .that()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should()
                .resideInAnyPackage(packages.toArray(String[]::new));
    }

    /** The names of the public top-level types. */
    static SortedSet<String> publicTypes(Iterable<JavaClass> classes) {
        SortedSet<String> names = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                names.add(type.getName());
            }
        }
        return names;
    }

    /** Simple names that several top-level types have, with the full names of these. */
    static Map<String, SortedSet<String>> sharedNames(Iterable<JavaClass> classes) {
        Map<String, SortedSet<String>> names = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                names.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getName());
            }
        }
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }
}
