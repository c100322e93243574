package dev.bellwether.alert.notify.secret;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alerting.secret.SealedValueException;
import dev.bellwether.alerting.secret.Unsealer;
import dev.bellwether.model.alert.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets at the moment of use. A file is read again when its time, its size or the file behind its name has changed, as
 * it does when Kubernetes renews a mounted Secret. Safe for use by many threads.
 */
public final class SecretReader {
    private static final int LONGEST = 64 << 10;

    private final Function<String, @Nullable String> environment;
    private final Unsealer unsealer;
    private final Map<Path, FileText> files = new ConcurrentHashMap<>();

    private record FileText(
            FileTime modified, long size, @Nullable Object key, String text) {
        private boolean isOf(BasicFileAttributes attributes) {
            return modified.equals(attributes.lastModifiedTime())
                    && size == attributes.size()
                    && (key == null || key.equals(attributes.fileKey()));
        }
    }

    /** @param environment gives a variable's value, null where it is not set, for instance {@code System::getenv} */
    public SecretReader(Function<String, @Nullable String> environment) {
        this(environment, Unsealer.NONE);
    }

    /**
     * @param environment gives a variable's value, null where it is not set, for instance {@code System::getenv}
     * @param unsealer opens what is sealed
     */
    public SecretReader(Function<String, @Nullable String> environment, Unsealer unsealer) {
        this.environment = environment;
        this.unsealer = unsealer;
    }

    /**
     * The secret, in one line without white space around it.
     *
     * @param field what it is for, named in errors, for instance {@code slack.token}
     * @throws IOException where the file cannot be read now
     * @throws RefusedException where there is a secret, but none that can be used
     */
    public String read(String field, SecretSource source) throws IOException, RefusedException {
        return switch (source) {
            case SecretSource.Plain plain -> checked(field, "the manifest", plain.value());
            case SecretSource.Environment variable -> {
                String value = environment.apply(variable.name());
                if (value == null) {
                    throw new RefusedException(field + ": the environment variable " + variable.name() + " is not set");
                }
                yield checked(field, "the environment variable " + variable.name(), value);
            }
            case SecretSource.Sealed box -> checked(field, "the sealed value", opened(field, box));
            case SecretSource.SecretKey secret ->
                throw new RefusedException(field + ": the key " + secret.key() + " of the Secret " + secret.name()
                        + " can be read in Kubernetes alone; file and environment can be read here");
            case SecretSource.File file -> checked(field, "the file " + file.path(), contents(field, file.path()));
        };
    }

    private String opened(String field, SecretSource.Sealed sealed) throws IOException, RefusedException {
        try {
            return unsealer.open(sealed);
        } catch (SealedValueException e) {
            throw new RefusedException(field + ": " + e.getMessage());
        }
    }

    private String contents(String field, Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            FileText known = files.get(path);
            if (known != null && known.isOf(attributes)) {
                return known.text();
            }
            if (attributes.size() > LONGEST) {
                throw new IOException("it has " + attributes.size() + " bytes, allowed are " + LONGEST);
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            files.put(path, new FileText(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), text));
            return text;
        } catch (IOException e) {
            throw new IOException(field + ": the file " + path + " cannot be read: " + e, e);
        }
    }

    private static String checked(String field, String place, String value) throws RefusedException {
        String text = value.strip();
        if (text.isEmpty()) {
            throw new RefusedException(field + ": " + place + " is empty");
        }
        if (text.chars().anyMatch(character -> character < ' ' || character == 127)) {
            throw new RefusedException(field + ": " + place + " has more than one line or control characters");
        }
        return text;
    }
}
