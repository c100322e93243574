package dev.bellwether.protocol.transport;

/**
 * The agent's way in where gRPC does not get through: a POST whose body is a sequence of length-delimited {@code
 * PushRequest}s, answered by as many length-delimited {@code PushResponse}s.
 */
public final class HttpPush {
    /** The path. */
    public static final String PATH = "/api/v1/push";

    /** The content type of both bodies; {@code Content-Encoding: zstd} where compressed. */
    public static final String CONTENT_TYPE = "application/x-protobuf; delimited=true";

    private HttpPush() {}
}
