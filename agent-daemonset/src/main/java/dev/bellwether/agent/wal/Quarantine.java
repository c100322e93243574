package dev.bellwether.agent.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps copies of damaged bytes for whoever wants to know; bounded, and never in the way. */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final int MAX_FILES = 64;
    private static final long MAX_COPY_BYTES = 1 << 20;

    private final WalFiles files;
    private final Path directory;

    Quarantine(WalFiles files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    /** Copies a range of a segment; what cannot be copied is logged and left. */
    void keep(Segment segment, long from, long to) {
        String name = segment.name.fileName() + "-" + from + ".damaged";
        try {
            files.createDirectories(directory);
            if (files.list(directory).size() >= MAX_FILES) {
                LOG.atWarn()
                        .addKeyValue("segment", segment.name.fileName())
                        .log("{} damaged bytes not kept: {} holds {} files already", to - from, directory, MAX_FILES);
                return;
            }
            ByteBuffer copy = ByteBuffer.allocate((int) Math.min(MAX_COPY_BYTES, to - from));
            while (copy.hasRemaining() && segment.file.read(copy, from + copy.position()) > 0) {
                continue;
            }
            byte[] bytes = new byte[copy.position()];
            copy.flip().get(bytes);
            files.replace(directory.resolve(name), bytes);
            LOG.atWarn()
                    .addKeyValue("segment", segment.name.fileName())
                    .log("{} damaged bytes at {} kept as {}", to - from, from, directory.resolve(name));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("segment", segment.name.fileName())
                    .log("{} damaged bytes at {} could not be kept: {}", to - from, from, e.getMessage());
        }
    }
}
