package dev.bellwether.model.read;

/** Reading failed: storage is away, the read was interrupted, or it took longer than allowed. */
public class SeriesReadException extends RuntimeException {
    public SeriesReadException(String message, Throwable cause) {
        super(message, cause);
    }

    public SeriesReadException(String message) {
        super(message);
    }
}
