package dev.bellwether.agent.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real file system without forcing, apart from what a test lets fail. */
final class FaultyFiles implements WalFiles {
    private final WalFiles disk = new DiskFiles();
    int forcesToFail;
    boolean full;

    /** With a full disk: how many bytes of the next write still reach it. */
    int bytesBeforeFull;

    int forces;

    private void requireRoom() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public WalFile create(Path path) throws IOException {
        requireRoom();
        return new Faulty(disk.create(path));
    }

    @Override
    public WalFile open(Path path) throws IOException {
        return new Faulty(disk.open(path));
    }

    @Override
    public byte[] readAll(Path path) throws IOException {
        return disk.readAll(path);
    }

    @Override
    public void replace(Path path, byte[] contents) throws IOException {
        requireRoom();
        Files.write(path, contents);
    }

    @Override
    public void deleteIfExists(Path path) throws IOException {
        disk.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(Path directory) {
        // The test's machine stays up.
    }

    private final class Faulty implements WalFile {
        private final WalFile file;

        private Faulty(WalFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            if (full) {
                ByteBuffer part = source.duplicate();
                part.limit(Math.min(part.limit(), part.position() + bytesBeforeFull));
                file.write(part, position);
            }
            requireRoom();
            file.write(source, position);
        }

        @Override
        public void force() throws IOException {
            forces++;
            if (forcesToFail > 0) {
                forcesToFail--;
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
