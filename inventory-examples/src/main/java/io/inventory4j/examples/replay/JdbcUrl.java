package io.inventory4j.examples.replay;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The URL of a database, which may carry a password: it is never shown whole.
 *
 * @param text the URL; it begins with {@code jdbc:}
 */
record JdbcUrl(String text) {
    private static final Pattern LOGIN = Pattern.compile("//[^/@?;]*@");
    private static final Pattern LOGIN_PASSWORD = Pattern.compile("//[^/@?;:]*:([^/@?;]*)@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)[?&;][^?&;=]*(?:pass|pwd|secret|token|key)[^?&;=]*=([^&;]+)");

    /** Reads an option. It never repeats what it does not understand, since that could have a password. */
    static final class Reader implements ITypeConverter<JdbcUrl> {
        @Override
        public JdbcUrl convert(String text) {
            if (!text.startsWith("jdbc:")) {
                throw new TypeConversionException("it is no jdbc:URL");
            }
            return new JdbcUrl(text);
        }
    }

    /** The URL without its parameters and without who logs in. */
    String shown() {
        return LOGIN.matcher(text.split("[?;]", 2)[0]).replaceFirst("//");
    }

    @Override
    public String toString() {
        return shown();
    }

    /** A message of a driver without what it may have repeated of the URL. */
    String withoutSecrets(String message) {
        String shown = message.replace(text, shown());
        for (String secret : secrets().descendingSet()) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    private TreeSet<String> secrets() {
        TreeSet<String> secrets = new TreeSet<>();
        for (Pattern pattern : new Pattern[] {LOGIN_PASSWORD, SECRET}) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                secrets.add(matcher.group(1));
                secrets.add(decoded(matcher.group(1)));
            }
        }
        secrets.remove("");
        return secrets;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** The driver on the class path that takes this URL. */
    Driver driver() throws SQLException {
        // Not by DriverManager, which sees other drivers than these where a tool such as Maven has started it before.
        for (Driver driver : ServiceLoader.load(Driver.class, JdbcUrl.class.getClassLoader())) {
            if (driver.acceptsURL(text)) {
                return driver;
            }
        }
        throw new SQLException("no driver on the class path knows it; there are H2, MariaDB, PostgreSQL and SQLite");
    }

    /** A connection of its own; of a database that does not answer, the exception says why. */
    Connection connect(Driver driver) throws SQLException {
        Connection connection = driver.connect(text, new Properties());
        if (connection == null) {
            throw new SQLException("its driver does not take it");
        }
        return connection;
    }
}
