package io.inventory4j.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerProcessTest {
    @Test
    void theGuardEndsAServerWhoseJvmIsGone() throws Exception {
        Path folder = ServerFolders.fresh("guarded");
        Files.writeString(folder.resolve("file"), "data");
        Process server = new ProcessBuilder("sleep", "600").start();
        Process guard = ServerGuard.of(server, folder);
        // The end of a JVM closes the pipe too.
        guard.getOutputStream().close();
        server.waitFor();
        guard.waitFor();
        assertFalse(Files.exists(folder));
    }

    @Test
    void aServerThatEndsAtOnceIsReportedWithItsOutput() {
        ServerProcess server = new ServerProcess(ServerFolders.fresh("broken"));
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> server.start(List.of("sh", "-c", "echo no such setting"), () -> false))
                .getMessage();
        assertTrue(message != null && message.contains("no such setting"), message);
        server.close("KILL");
        assertFalse(Files.exists(server.log()));
    }

    @Test
    void itsChildrenDieWithAServer() {
        ServerProcess server = new ServerProcess(ServerFolders.fresh("parent"));
        server.start(
                List.of("sh", "-c", "sleep 600 & wait"), () -> children(server).size() == 1);
        ProcessHandle child = children(server).get(0);
        server.freeze();
        server.thaw();
        server.kill();
        assertGone(child);
        assertThrows(IllegalStateException.class, server::pid);
        server.start(
                List.of("sh", "-c", "sleep 600 & wait"), () -> children(server).size() == 1);
        assertThrows(
                IllegalStateException.class, () -> server.start(List.of("sh", "-c", "sleep 600 & wait"), () -> true));
        child = children(server).get(0);
        server.close("TERM");
        assertGone(child);
        assertEquals("nothing", server.logged().split(":", 2)[0]);
    }

    /** A dead orphan counts as alive until the first process of the machine has asked for it. */
    private static void assertGone(ProcessHandle process) {
        Eventually.is("the child is gone", () -> !process.isAlive());
    }

    private static List<ProcessHandle> children(ServerProcess server) {
        return ProcessHandle.of(server.pid()).orElseThrow().descendants().toList();
    }
}
