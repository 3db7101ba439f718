package io.inventory4j.servers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A shell that ends a server when this JVM ends, even if the JVM is killed: then the pipe between them closes, and the
 * shell kills the server with its children and deletes its folder.
 */
final class ServerGuard {
    // The folder is deleted twice: children take a moment to die after their parent, and may write until then.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r line
            kill -KILL "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null)
            rm -rf "$2"
            sleep 1
            rm -rf "$2"
            """;

    private ServerGuard() {}

    /** Guards a server. Kill the guard when the server is dead, before another process can get its id. */
    static Process of(Process server, Path folder) throws IOException {
        return new ProcessBuilder("sh", "-c", SCRIPT, "guard", Long.toString(server.pid()), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
