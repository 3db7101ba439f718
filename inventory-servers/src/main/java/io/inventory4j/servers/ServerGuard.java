package io.inventory4j.servers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A shell that waits for this JVM to end, however it ends: then the pipe between them closes, and the shell kills a server
 * with its children and deletes its folder.
 */
public final class ServerGuard {
    // After their parent's death, children take a moment to die, and until then they may write.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r line
            kill -KILL "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null)
            rm -rf "$2"
            sleep 1
            rm -rf "$2"
            """;

    private ServerGuard() {}

    /** Guards a server. Kill the guard when the server is dead, before its process id can be given to another. */
    public static Process of(Process server, Path folder) throws IOException {
        return new ProcessBuilder("sh", "-c", SCRIPT, "guard", Long.toString(server.pid()), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
