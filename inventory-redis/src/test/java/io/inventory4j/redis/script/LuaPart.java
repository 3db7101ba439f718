package io.inventory4j.redis.script;

import io.inventory4j.redis.RedisLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a script, and whether it needs and gives what its comment says.
 *
 * @param name the name of its file
 * @param text the file, as a person reads it
 */
record LuaPart(String name, String text) {
    /** A declaration of constants, as LuaConstants takes it out of a part. */
    private static final Pattern CONSTANTS = Pattern.compile("(?m)^local ([A-Z][A-Z_, ]*) = [A-Z0-9_\\[\\], ]+$");

    /** What Redis and Lua give to every script. */
    private static final Set<String> LIBRARY = Set.of(
            "KEYS",
            "ARGV",
            "redis",
            "cmsgpack",
            "struct",
            "math",
            "string",
            "table",
            "unpack",
            "ipairs",
            "pairs",
            "tonumber",
            "type",
            "select");

    /** The parts of a script, in order. */
    static List<LuaPart> of(Script script) {
        List<LuaPart> parts = new ArrayList<>();
        List<String> names = script.parts();
        for (int i = 0; i < names.size(); i++) {
            String folder = i < names.size() - 1 ? "scripts/parts/" : "scripts/";
            parts.add(new LuaPart(names.get(i), read(folder + names.get(i) + ".lua")));
        }
        return parts;
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(RedisLedger.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The comment that it begins with. */
    String comment() {
        StringBuilder comment = new StringBuilder();
        for (String line : text.lines().takeWhile(line -> line.startsWith("--")).toList()) {
            comment.append(line).append('\n');
        }
        return comment.toString();
    }

    Set<String> needs() {
        return listed("needs");
    }

    Set<String> gives() {
        return listed("gives");
    }

    /** The names after a word in the comment, which may go on in lines that are indented as far. */
    private Set<String> listed(String word) {
        Matcher line =
                Pattern.compile("(?m)^-- " + word + ": (.*(?:\n-- {8}.*)*)$").matcher(comment());
        if (!line.find()) {
            throw new AssertionError(name + " does not say what it " + word);
        }
        String names = line.group(1).replaceAll("\n-- +", " ");
        return names.equals("nothing") ? Set.of() : new TreeSet<>(List.of(names.split(", ", -1)));
    }

    /** What is wrong with the parts of one script, a sentence each. */
    static List<String> faults(List<LuaPart> script) {
        List<String> faults = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (LuaPart part : script) {
            LuaNames names = new LuaNames(part.text);
            Set<String> used = new TreeSet<>(names.free());
            used.removeAll(LIBRARY);
            used.removeAll(LuaConstants.SHARED.keySet());
            part.add(faults, without(used, part.needs()), " uses %s and does not say so");
            part.add(faults, without(part.needs(), used), " needs %s and does not use it");
            part.add(faults, without(part.needs(), given), " needs %s, which no part before it gives");
            part.add(faults, without(part.gives(), names.declared()), " gives %s and does not declare it");
            part.add(faults, constantsOf(part), " gives %s, a constant of its own");
            Set<String> again = new TreeSet<>(names.declared());
            again.retainAll(given);
            part.add(faults, again, " declares %s, which a part before it gives");
            given.addAll(part.gives());
        }
        return faults;
    }

    /** What a part gives of its own constants: LuaConstants puts their values in, so no later part finds them. */
    private static Set<String> constantsOf(LuaPart part) {
        Set<String> constants = new TreeSet<>();
        Matcher declaration = CONSTANTS.matcher(part.text);
        while (declaration.find()) {
            constants.addAll(List.of(declaration.group(1).split(", ", -1)));
        }
        constants.retainAll(part.gives());
        return constants;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private void add(List<String> faults, Set<String> names, String fault) {
        names.forEach(each -> faults.add(name + String.format(fault, each)));
    }
}
