package io.inventory4j.testkit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A process with this one's class path, whose reports are read as they come. For one thread. */
final class ShopProcess implements AutoCloseable {
    /** The exit code that a shell and Java report for a process that signal 9 has ended. */
    private static final int SIGKILLED = 128 + 9;

    private final Process process;
    private final StringBuilder text = new StringBuilder();
    private int lines;
    private boolean killed;

    private ShopProcess(Process process) {
        this.process = process;
    }

    /** Starts it; what it writes to standard error is in this process's. */
    static ShopProcess start(Class<?> shop, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                shop.getName()));
        command.addAll(arguments);
        return new ShopProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Writes a line to it, which lets it begin. */
    void begin() throws IOException {
        OutputStream in = process.getOutputStream();
        in.write('\n');
        in.flush();
    }

    /** Reads its reports until there are so many lines; false if it has ended before. */
    boolean awaitLines(int number) throws IOException {
        // Not closed: that would be the end of the process's reports.
        InputStream out = process.getInputStream();
        byte[] buffer = new byte[8_192];
        while (lines < number) {
            int read = out.read(buffer);
            if (read < 0) {
                return false;
            }
            String part = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            lines += (int) part.chars().filter(one -> one == '\n').count();
            text.append(part);
        }
        return true;
    }

    void kill() {
        killed = true;
        // Not Process.destroyForcibly, which would close the stream before everything in it was read.
        process.toHandle().destroyForcibly();
    }

    /** Its whole lines, once it has ended as it should: by itself, or because it was killed. */
    List<String> reports() throws IOException, InterruptedException {
        awaitLines(Integer.MAX_VALUE);
        int exit = process.waitFor();
        if (exit != (killed ? SIGKILLED : 0)) {
            throw new AssertionError("the shop ended by itself, with exit code " + exit + ", after " + text);
        }
        // What follows the last line feed is half a line.
        String whole = text.substring(0, Math.max(0, text.lastIndexOf("\n")));
        return new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
