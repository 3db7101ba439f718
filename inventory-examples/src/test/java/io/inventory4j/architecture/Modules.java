package io.inventory4j.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The project's modules: the main classes of each, as they are on the class path, and the packages that it exports. */
final class Modules {
    /** A class file in a module's folder of classes, or in its jar. */
    private static final Pattern LOCATION =
            Pattern.compile(".*/(inventory-[a-z]+)(?:/target/classes|-[^/]*\\.jar!)/.*");

    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> location.matches(LOCATION))
            .importPackages("io.inventory4j");

    private Modules() {}

    /** The module of one of the main classes. */
    static String of(JavaClass type) {
        Matcher location = LOCATION.matcher(uri(type).toString());
        if (!location.matches()) {
            throw new IllegalArgumentException(type.getName() + " is of no module");
        }
        return location.group(1);
    }

    static Set<String> names() {
        return MAIN.stream().map(Modules::of).collect(Collectors.toCollection(TreeSet::new));
    }

    static JavaClasses classes(String module) {
        return MAIN.that(new DescribedPredicate<>("of " + module) {
            @Override
            public boolean test(JavaClass type) {
                return of(type).equals(module);
            }
        });
    }

    /** The modules with a descriptor, which are those that are published, and the packages that each exports to all. */
    static Map<String, Set<String>> exports() {
        Map<String, Set<String>> exports = new TreeMap<>();
        for (String module : names()) {
            JavaClass any = classes(module).iterator().next();
            descriptor(any)
                    .ifPresent(found -> exports.put(
                            module,
                            found.exports().stream()
                                    .filter(exported -> !exported.isQualified())
                                    .map(ModuleDescriptor.Exports::source)
                                    .collect(Collectors.toSet())));
        }
        return exports;
    }

    private static Optional<ModuleDescriptor> descriptor(JavaClass type) {
        String file = uri(type).toString();
        String root = file.substring(0, file.length() - (type.getName().replace('.', '/') + ".class").length());
        try (InputStream in = URI.create(root + "module-info.class").toURL().openStream()) {
            return Optional.of(ModuleDescriptor.read(in));
        } catch (FileNotFoundException | NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(JavaClass type) {
        return type.getSource()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no source"))
                .getUri();
    }
}
