package dev.bellwether.storage;

import org.jspecify.annotations.Nullable;

/** The database is away, full, or the outcome of a commit is unknown; trying again later may help. */
public final class StorageUnavailableException extends RuntimeException {
    public StorageUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
