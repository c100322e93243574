package dev.bellwether.query.prometheus;

/** The kinds of errors of Prometheus's API, with the HTTP status of each. */
public enum ErrorType {
    BAD_DATA("bad_data", 400),
    UNAUTHORIZED("unauthorized", 401),
    NOT_FOUND("not_found", 404),
    NOT_ACCEPTABLE("not_acceptable", 406),
    EXECUTION("execution", 422),
    CANCELED("canceled", 499),
    INTERNAL("internal", 500),
    TIMEOUT("timeout", 503),
    UNAVAILABLE("unavailable", 503);

    private final String apiName;
    private final int status;

    ErrorType(String apiName, int status) {
        this.apiName = apiName;
        this.status = status;
    }

    /** The name in {@code errorType}. */
    public String apiName() {
        return apiName;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
