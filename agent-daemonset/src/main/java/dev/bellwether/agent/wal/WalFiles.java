package dev.bellwether.agent.wal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the log needs of a file system: the door at which tests let a disk fail. Every method blocks; implementations are
 * safe for use by many threads.
 */
interface WalFiles {
    void createDirectories(Path directory) throws IOException;

    /** The regular files of a directory, in no order. */
    List<Path> list(Path directory) throws IOException;

    /** Creates a file that must not exist and opens it for reading and writing. */
    WalFile create(Path path) throws IOException;

    /** Opens a file for reading and writing. */
    WalFile open(Path path) throws IOException;

    byte[] readAll(Path path) throws IOException;

    /** Replaces a file's contents so that after a crash either the old or the new stand there. */
    void replace(Path path, byte[] contents) throws IOException;

    void deleteIfExists(Path path) throws IOException;

    /** Makes created, renamed and deleted names durable. */
    void forceDirectory(Path directory) throws IOException;
}
