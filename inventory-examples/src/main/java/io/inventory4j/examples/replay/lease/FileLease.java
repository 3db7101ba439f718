package io.inventory4j.examples.replay.lease;

import io.inventory4j.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file beside the store's. The store's own file is not locked, since SQLite locks parts of it. The file
 * stays when the lease ends: if it were deleted, two processes could each lock a file of that name.
 */
final class FileLease implements StoreLease {
    private static final String SUFFIX = ".lease";

    private final FileChannel channel;
    private final FileLock lock;

    private FileLease(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static FileLease take(Path store) throws StoreInUseException {
        try {
            Path file = beside(store);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StoreInUseException("it has locked " + file);
            }
            return new FileLease(channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("the lease beside " + store + " cannot be taken", e);
        }
    }

    /** By the store's real name, so that links to it lead to the same lease. */
    private static Path beside(Path store) throws IOException {
        Path absolute = store.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of " + store + " cannot be made", e);
        }
        Path real = Files.exists(absolute)
                ? absolute.toRealPath()
                : folder.toRealPath().resolve(absolute.getFileName());
        return real.resolveSibling(real.getFileName() + SUFFIX);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void check() {
        if (!lock.isValid()) {
            throw new LedgerException(LedgerException.Effect.NONE, "the lock on the lease is gone", null);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lease cannot be given back", e);
        }
    }
}
