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

/**
 * The server's program: the one that {@code -Dinventory.test.redis.program} names, such as a newer Redis or a Valkey,
 * or that of a library, which has one for each kind of machine. The library could not kill a server.
 */
final class RedisProgram {
    private static final String NAMED = "inventory.test.redis.program";
    private static final OsArchitecture MACHINE = OsArchitecture.detectOSandArchitecture();

    private RedisProgram() {}

    private static Path executable(Path file) {
        if (!Files.isExecutable(file)) {
            throw new IllegalArgumentException(NAMED + " is '" + file + "', which is no program");
        }
        return file;
    }

    /** The program as a file that can be run. It is written once, even if several JVMs write it at a time. */
    static synchronized Path file() {
        String named = System.getProperty(NAMED, "");
        if (!named.isBlank()) {
            return executable(Path.of(named).toAbsolutePath());
        }
        String resource = ExecutableProvider.newProvidedVersionsMap().get(MACHINE);
        if (resource == null) {
            throw new IllegalStateException("no Redis for " + MACHINE.os + " on " + MACHINE.arch);
        }
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        Path folder = ServerFolders.lasting("redis");
        try (InputStream packed = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IllegalStateException("the library has no " + name);
            }
            byte[] program = packed.readAllBytes();
            Path file = folder.resolve(name);
            if (!Files.exists(file) || Files.size(file) != program.length) {
                // Moved there as a whole, so that nobody runs half a program or writes to one that runs.
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
