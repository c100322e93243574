package dev.bellwether.images;

import org.jspecify.annotations.Nullable;

/** An image cannot be made; the message is one line for the person who wants it. */
final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ImageException(String message) {
        super(message);
    }

    ImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
