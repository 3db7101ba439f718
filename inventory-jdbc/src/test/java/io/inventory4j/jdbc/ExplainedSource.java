package io.inventory4j.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** An H2 that explains each statement, with its arguments, before it runs it. */
final class ExplainedSource {
    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    /** H2's plan of a statement; with the number of rows that it read if the statement does not write. */
    record Plan(String text, String plan) {
        long rowsRead() {
            Matcher matcher = SCANNED.matcher(plan);
            long rows = 0;
            while (matcher.find()) {
                rows += Long.parseLong(matcher.group(1));
            }
            return rows;
        }

        boolean scans() {
            return plan.contains("tableScan");
        }
    }

    private interface Call {
        void on(PreparedStatement statement) throws Throwable;
    }

    private final DataSource real;
    private final List<Plan> explained = new CopyOnWriteArrayList<>();
    private volatile boolean explaining;

    ExplainedSource(DataSource real) {
        this.real = real;
    }

    DataSource source() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection connection ? explained(connection) : result;
        });
    }

    void explain() {
        explaining = true;
    }

    List<Plan> explained() {
        return explained;
    }

    private Connection explained(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return explaining && result instanceof PreparedStatement statement
                    ? explained(connection, statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement explained(Connection connection, PreparedStatement statement, String text) {
        List<Call> arguments = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, values) -> {
            if (method.getName().startsWith("set")) {
                arguments.add(other -> call(other, method, values));
            } else if (method.getName().startsWith("execute") && text.matches("(SELECT|UPDATE|DELETE|MERGE).*")) {
                explained.add(plan(connection, text, arguments));
            }
            return call(statement, method, values);
        });
    }

    private static Plan plan(Connection connection, String text, List<Call> arguments) throws Throwable {
        String explain = text.startsWith("SELECT") ? "EXPLAIN ANALYZE " : "EXPLAIN ";
        try (PreparedStatement statement = connection.prepareStatement(explain + text)) {
            for (Call argument : arguments) {
                argument.on(statement);
            }
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("No plan for " + text);
                }
                return new Plan(text, rows.getString(1));
            }
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
