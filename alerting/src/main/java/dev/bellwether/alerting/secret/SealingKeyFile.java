package dev.bellwether.alerting.secret;

import dev.bellwether.model.alert.SecretSource.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Opens sealed values with the keys in a file, which is read again when it has changed. Safe for use by many threads. */
public final class SealingKeyFile implements Unsealer {
    private final Path file;
    private @Nullable Known known;

    private record Known(FileTime modified, @Nullable Object identity, SealingKeys keys) {}

    /** @param file keys as {@link SealingKeys} reads them */
    public SealingKeyFile(Path file) {
        this.file = file;
    }

    @Override
    public String open(Sealed sealed) throws IOException {
        try {
            return keys().open(sealed);
        } catch (IllegalArgumentException e) {
            throw new IOException("the file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private synchronized SealingKeys keys() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Known before = known;
        if (before != null
                && before.modified().equals(attributes.lastModifiedTime())
                && (before.identity() == null || before.identity().equals(attributes.fileKey()))) {
            return before.keys();
        }
        SealingKeys keys = SealingKeys.parse(Files.readString(file, StandardCharsets.UTF_8));
        known = new Known(attributes.lastModifiedTime(), attributes.fileKey(), keys);
        return keys;
    }
}
