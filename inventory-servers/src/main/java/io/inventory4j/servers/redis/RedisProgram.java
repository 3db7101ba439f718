package io.inventory4j.servers.redis;

import io.inventory4j.servers.ServerFolders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The program of the server, out of a library that carries one per machine. The library itself could not kill it. */
public final class RedisProgram {
    private static final OsArchitecture MACHINE = OsArchitecture.detectOSandArchitecture();

    private RedisProgram() {}

    /** The program as a file that can be run. Written once; several JVMs may write it at a time. */
    public static synchronized Path file() {
        String resource = ExecutableProvider.newProvidedVersionsMap().get(MACHINE);
        if (resource == null) {
            throw new IllegalStateException("no Redis for " + MACHINE.os + " on " + MACHINE.arch);
        }
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        Path folder = ServerFolders.lasting("redis");
        try (InputStream carried = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (carried == null) {
                throw new IllegalStateException("the library carries no " + name);
            }
            byte[] program = carried.readAllBytes();
            Path file = folder.resolve(name);
            if (!Files.exists(file) || Files.size(file) != program.length) {
                // Moved there whole: nobody runs half a program, and one that runs is not written to.
                Path draft = Files.write(Files.createTempFile(folder, name, ".draft"), program);
                File runnable = draft.toFile();
                if (!runnable.setExecutable(true)) {
                    throw new IOException(name + " cannot be made executable");
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the program " + name + " could not be unpacked", e);
        }
    }
}
