package io.inventory4j.examples.replay;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where the user wants the sale to be kept. */
sealed interface StoreChoice {
    /** The file that {@code --store file} means. */
    Path STANDARD_FILE = Path.of("target", "live-sale.db");

    /** The choice as it may be shown: without a password. */
    String shown();

    /** Whether it is a Redis, running already or started for the run. */
    default boolean isRedis() {
        return this instanceof InRedis || (this instanceof Server server && server.kind.equals("redis"));
    }

    /** Whether it is there for a process that is started again. */
    default boolean outlivesTheRun() {
        return !(this instanceof Memory || this instanceof Server);
    }

    /** In this process, and gone with it. */
    record Memory() implements StoreChoice {
        @Override
        public String shown() {
            return "memory";
        }
    }

    /** In a local file. */
    record InFile(Path file) implements StoreChoice {
        @Override
        public String shown() {
            return "file:" + file;
        }
    }

    /** In a database that runs already, or inside this process. */
    record Database(JdbcUrl url) implements StoreChoice {
        @Override
        public String shown() {
            return url.shown();
        }
    }

    /** In a Redis that runs already. */
    record InRedis(String url) implements StoreChoice {
        /** Who logs in, and with what, up to the at sign. */
        private static final Pattern LOGIN = Pattern.compile("(?<=://)[^/]*@");

        @Override
        public String shown() {
            return LOGIN.matcher(url).replaceFirst("");
        }
    }

    /** In a server that is started for the run. */
    record Server(String kind) implements StoreChoice {
        @Override
        public String shown() {
            return kind;
        }
    }

    /** Reads the option. It never repeats what it does not understand, since that could be a URL with a password. */
    final class Reader implements ITypeConverter<StoreChoice> {
        @Override
        public StoreChoice convert(String text) {
            return switch (text) {
                case "memory" -> new Memory();
                case "file" -> new InFile(STANDARD_FILE);
                case "postgres", "mariadb", "redis" -> new Server(text);
                default -> named(text);
            };
        }

        private static StoreChoice named(String text) {
            if (text.startsWith("jdbc:")) {
                return new Database(new JdbcUrl(text));
            }
            if (text.startsWith("redis://") || text.startsWith("rediss://")) {
                return new InRedis(text);
            }
            if (text.startsWith("file:") && text.length() > "file:".length()) {
                try {
                    return new InFile(Path.of(text.substring("file:".length())));
                } catch (InvalidPathException e) {
                    throw new TypeConversionException("this cannot be the name of a file: " + e.getReason());
                }
            }
            throw new TypeConversionException(
                    "it is none of memory, file, file:PATH, postgres, mariadb, redis, jdbc:URL, redis://HOST");
        }
    }
}
