package dev.bellwether.promql.evaluation;

import java.util.Locale;

/** A query failed; the message is Prometheus's. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Prometheus's types of errors, as its API names them. */
    public enum Type {
        /** The query or its parameters are wrong. */
        BAD_DATA("bad_data"),
        /** Evaluating failed: many-to-many matching, too many samples, … */
        EXECUTION("execution"),
        /** It took longer than allowed. */
        TIMEOUT("timeout"),
        /** The caller gave up. */
        CANCELED("canceled");

        private final String apiName;

        Type(String apiName) {
            this.apiName = apiName;
        }

        /** The name in {@code errorType} of the HTTP API. */
        public String apiName() {
            return apiName;
        }
    }

    private final Type type;

    public QueryException(Type type, String message) {
        super(message);
        this.type = type;
    }

    public QueryException(Type type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    static QueryException execution(String message) {
        return new QueryException(Type.EXECUTION, message);
    }

    static QueryException badData(String message) {
        return new QueryException(Type.BAD_DATA, message);
    }

    /** A range has more steps than are allowed. */
    public static QueryException tooManyPoints(int limit) {
        return badData("exceeded maximum resolution of " + String.format(Locale.ROOT, "%,d", limit)
                + " points per timeseries. Try decreasing the query resolution (?step=XX) (limit maxPointsPerSeries)");
    }

    public Type type() {
        return type;
    }
}
