package dev.bellwether.agent.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A log's directory, held by this process alone while open. */
final class WalDirectory implements Closeable {
    private final WalFiles files;
    private final Path path;
    private final FileChannel lockFile;

    private WalDirectory(WalFiles files, Path path, FileChannel lockFile) {
        this.files = files;
        this.path = path;
        this.lockFile = lockFile;
    }

    static WalDirectory lock(WalFiles files, Path path) throws IOException {
        files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new WalException("the write-ahead log in " + path
                    + " is in use by another agent; stop that one, or give this one a directory of its own");
        }
        return new WalDirectory(files, path, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    WalFiles files() {
        return files;
    }

    Path path() {
        return path;
    }

    Path stateFile() {
        return path.resolve("state");
    }

    Quarantine quarantine() {
        return new Quarantine(files, path.resolve("quarantine"));
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
