package io.inventory4j.redis.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names in a piece of Lua: those that it uses and does not declare, and those that it declares for whatever follows
 * it. It reads the statements and expressions of Lua 5.1 and their scopes.
 */
final class LuaNames {
    private static final Pattern TOKEN =
            Pattern.compile("--.*|'[^'\n]*'|[A-Za-z_]\\w*|\\d[\\w.]*|\\.\\.\\.|\\.\\.|[=~<>]=|\\S");
    private static final Set<String> UNARY = Set.of("-", "not", "#");
    private static final Set<String> BINARY =
            Set.of("+", "-", "*", "/", "%", "^", "..", "==", "~=", "<", ">", "<=", ">=", "and", "or");
    private static final Set<String> ENDS = Set.of("", "end", "else", "elseif", "until");

    private final List<String> tokens = new ArrayList<>();
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private final Set<String> free = new TreeSet<>();
    private final Set<String> declared = new TreeSet<>();
    private int at;

    LuaNames(String lua) {
        TOKEN.matcher(lua)
                .results()
                .map(found -> found.group())
                .filter(token -> !token.startsWith("--"))
                .forEach(tokens::add);
        scopes.push(declared);
        statements();
        if (at < tokens.size()) {
            throw new IllegalArgumentException("not Lua at '" + next() + "', token " + at);
        }
    }

    /** What it uses and does not declare. */
    Set<String> free() {
        return free;
    }

    /** What it declares outside of all blocks. */
    Set<String> declared() {
        return declared;
    }

    private String next() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String take() {
        String token = next();
        at++;
        return token;
    }

    private boolean took(String token) {
        boolean there = next().equals(token);
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(String token) {
        if (!took(token)) {
            throw new IllegalArgumentException("'" + next() + "' at token " + at + " in place of '" + token + "'");
        }
    }

    private void use(String name) {
        if (scopes.stream().noneMatch(scope -> scope.contains(name))) {
            free.add(name);
        }
    }

    private void declare(List<String> names) {
        scopes.element().addAll(names);
    }

    /** A block with names of its own, up to a word that ends it, which is left. */
    private void block(List<String> names) {
        scopes.push(new HashSet<>(names));
        statements();
        scopes.pop();
    }

    private void statements() {
        while (!ENDS.contains(next())) {
            statement();
        }
    }

    private void statement() {
        switch (next()) {
            case "local" -> local();
            case "function" -> {
                at++;
                use(take());
                function();
            }
            case "for" -> loop();
            case "while" -> {
                at++;
                expression();
                expect("do");
                block(List.of());
                expect("end");
            }
            case "if" -> branches();
            case "return" -> {
                at++;
                if (!ENDS.contains(next())) {
                    expressions();
                }
            }
            case "break" -> at++;
            default -> {
                expressions();
                if (took("=")) {
                    expressions();
                }
            }
        }
    }

    private void local() {
        at++;
        if (took("function")) {
            declare(List.of(take()));
            function();
            return;
        }
        List<String> names = names();
        if (took("=")) {
            expressions();
        }
        declare(names);
    }

    private void loop() {
        at++;
        List<String> names = names();
        at++;
        expressions();
        expect("do");
        block(names);
        expect("end");
    }

    private void branches() {
        do {
            at++;
            expression();
            expect("then");
            block(List.of());
        } while (next().equals("elseif"));
        if (took("else")) {
            block(List.of());
        }
        expect("end");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(take());
        } while (took(","));
        return names;
    }

    private void function() {
        expect("(");
        List<String> parameters = next().equals(")") ? List.of() : names();
        expect(")");
        block(parameters);
        expect("end");
    }

    private void expressions() {
        do {
            expression();
        } while (took(","));
    }

    private void expression() {
        operand();
        while (BINARY.contains(next())) {
            at++;
            operand();
        }
    }

    private void operand() {
        while (UNARY.contains(next())) {
            at++;
        }
        String token = take();
        switch (token) {
            case "function" -> function();
            case "{" -> table();
            case "(" -> {
                expression();
                expect(")");
                suffixes();
            }
            case "nil", "true", "false", "..." -> {}
            default -> {
                if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
                    use(token);
                    suffixes();
                } else if (token.charAt(0) != '\'' && !Character.isDigit(token.charAt(0))) {
                    throw new IllegalArgumentException("'" + token + "' begins no expression");
                }
            }
        }
    }

    private void suffixes() {
        while (true) {
            if (took(".") || took(":")) {
                at++;
            } else if (took("[")) {
                expression();
                expect("]");
            } else if (took("(")) {
                if (!took(")")) {
                    expressions();
                    expect(")");
                }
            } else {
                return;
            }
        }
    }

    /** Of a table, the values; fields with a name do not occur. */
    private void table() {
        while (!took("}")) {
            expression();
            took(",");
        }
    }
}
