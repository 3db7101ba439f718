package io.inventory4j.jdbc.faults;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source without a pool whose calls are counted, those of its connections, statements and results included. One
 * of them may throw what is no {@link SQLException}, as drivers, pools and proxies do. Used by one thread.
 */
final class ThrowingSource implements AutoCloseable {
    /** When a call throws. */
    enum When {
        INSTEAD,
        /** What was called is done, but its caller does not learn of it. */
        AFTERWARDS
    }

    /** The more special types first. */
    private static final List<Class<?>> WRAPPED = List.of(
            Connection.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private final String url;
    private final List<Connection> opened = new ArrayList<>();
    private int calls;
    private int throwing = -1;
    private When when = When.INSTEAD;
    private Throwable thrown = new IllegalStateException();
    private String caller = "nothing";

    ThrowingSource(String url) {
        this.url = url;
    }

    DataSource source() {
        return proxy(
                DataSource.class,
                (self, method, arguments) -> called("DataSource." + method.getName(), () -> {
                    Connection connection = DriverManager.getConnection(url);
                    opened.add(connection);
                    return wrapped(connection);
                }));
    }

    /** From now on, counts calls from 0, and lets this one throw. */
    void arm(int call, When point, Throwable what) {
        calls = 0;
        throwing = call;
        when = point;
        thrown = what;
        caller = "nothing";
    }

    /** Throws nothing more; returns what has thrown, such as {@code Connection.close}. */
    String disarm() {
        throwing = -1;
        return caller;
    }

    /** Whether the call that was to throw has been made. */
    boolean fired() {
        return !caller.equals("nothing");
    }

    private @Nullable Object called(String name, Callable<@Nullable Object> call) throws Throwable {
        boolean now = calls++ == throwing;
        if (now) {
            caller = name;
        }
        if (now && when == When.INSTEAD) {
            throw thrown;
        }
        Object answer = call.call();
        if (now) {
            throw thrown;
        }
        return answer;
    }

    private @Nullable Object wrapped(@Nullable Object answer) {
        for (Class<?> type : WRAPPED) {
            if (type.isInstance(answer)) {
                return wrapped(type, answer);
            }
        }
        return answer;
    }

    private Object wrapped(Class<?> type, Object target) {
        return proxy(type, (self, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(target, arguments);
            }
            return called(type.getSimpleName() + "." + method.getName(), () -> {
                try {
                    Object answer = method.invoke(target, arguments);
                    return method.getName().equals("unwrap") ? answer : wrapped(answer);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ThrowingSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Closes every connection that is still open, as a database does when a process ends. */
    @Override
    public void close() {
        for (Connection connection : opened) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        opened.clear();
    }
}
