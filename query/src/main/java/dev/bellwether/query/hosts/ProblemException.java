package dev.bellwether.query.hosts;

/** A request cannot be answered; becomes problem details (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final String parameter;

    private ProblemException(int status, String title, String detail, String parameter) {
        super(detail);
        this.status = status;
        this.title = title;
        this.parameter = parameter;
    }

    /** A parameter is wrong; the detail says what was found and what is allowed. */
    public static ProblemException badParameter(String parameter, String detail) {
        return new ProblemException(400, "A parameter is wrong", detail, parameter);
    }

    /** There is no such thing. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "Not found", detail, "");
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The name of the wrong parameter, empty where it is none. */
    public String parameter() {
        return parameter;
    }
}
