package dev.bellwether.query.prometheus;

/** A request failed in a way that Prometheus's API has a name for. */
public final class PrometheusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorType type;

    public PrometheusException(ErrorType type, String message) {
        super(message);
        this.type = type;
    }

    /** A parameter is wrong, in Prometheus's words. */
    public static PrometheusException invalidParameter(String name, String reason) {
        return new PrometheusException(ErrorType.BAD_DATA, "invalid parameter \"" + name + "\": " + reason);
    }

    public ErrorType type() {
        return type;
    }
}
