package io.inventory4j.archive;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that is lost at the commit of something written, right before it or right after it. */
final class DyingSource {
    private DyingSource() {}

    /** Is lost at the n-th such commit and at all later ones, n being {@code commits}. */
    static DataSource at(DataSource source, int commits, boolean committed) {
        AtomicInteger left = new AtomicInteger(commits);
        return (DataSource) proxy(DataSource.class, (method, arguments) -> {
            Object answer = call(source, method, arguments);
            return answer instanceof Connection connection ? dying(connection, left, committed) : answer;
        });
    }

    private static Object dying(Connection connection, AtomicInteger left, boolean committed) {
        boolean[] written = new boolean[1];
        return proxy(Connection.class, (method, arguments) -> {
            String statement = method.getName().equals("prepareStatement") ? String.valueOf(arguments[0]) : "";
            written[0] |= statement.startsWith("INSERT");
            if (statement.equals("COMMIT") && written[0] && left.decrementAndGet() <= 0) {
                if (committed) {
                    execute(connection, statement);
                }
                throw new SQLException("the connection is gone", "08006");
            }
            return call(connection, method, arguments);
        });
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Answer {
        Object to(java.lang.reflect.Method method, Object[] arguments) throws Throwable;
    }

    private static Object proxy(Class<?> type, Answer answer) {
        return Proxy.newProxyInstance(
                DyingSource.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
