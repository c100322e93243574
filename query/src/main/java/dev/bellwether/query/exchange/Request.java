package dev.bellwether.query.exchange;

import dev.bellwether.promql.evaluation.CancellationToken;
import java.util.Map;

/**
 * A request as a handler sees it.
 *
 * @param path the decoded path
 * @param pathVariable the variable part of the route, decoded; empty where the route has none
 * @param parameters the parameters of address and form
 * @param headers the headers, names in small letters, the first value of each
 * @param body the body where it is no form, else empty
 * @param cancellation set when the caller is gone
 */
@SuppressWarnings("ArrayRecordComponent") // A request's body is read once and never compared.
public record Request(
        String path,
        String pathVariable,
        Parameters parameters,
        Map<String, String> headers,
        byte[] body,
        CancellationToken cancellation) {
    /** The header that tells how the body is still compressed, in the place of Content-Encoding. */
    public static final String BODY_ENCODING = "x-bellwether-body-encoding";

    public Request {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header, empty where it is absent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** Whether the caller prefers this media type to JSON: it stands in {@code Accept} by name. */
    public boolean accepts(String mediaType) {
        for (String part : header("accept").split(",", -1)) {
            int parameters = part.indexOf(';');
            String name = parameters < 0 ? part : part.substring(0, parameters);
            if (name.strip().equalsIgnoreCase(mediaType)) {
                return true;
            }
        }
        return false;
    }
}
