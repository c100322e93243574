package dev.bellwether.agent.scrape.http;

import java.io.IOException;
import java.net.URI;

/**
 * Scheme, host and port. Read from the text of the authority, for host names with an underscore are none to {@link URI}.
 *
 * @param secure whether the scheme is https
 * @param host name or address, without brackets
 * @param port the given or the scheme's usual one
 */
record Origin(boolean secure, String host, int port) {

    static Origin of(URI url) throws IOException {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (!secure && !"http".equalsIgnoreCase(url.getScheme())) {
            throw new IOException("the scheme of " + url + " is not http or https");
        }
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = authority.lastIndexOf(':');
        if (colon < authority.lastIndexOf(']')) {
            colon = -1;
        }
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new IOException("the address " + url + " has no host");
        }
        return new Origin(secure, host, port(authority.substring(colon + 1), colon < 0, secure, url));
    }

    private static int port(String text, boolean absent, boolean secure, URI url) throws IOException {
        if (absent || text.isEmpty()) {
            return secure ? 443 : 80;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the port of " + url + " is \"" + text + "\", allowed are 1 to 65535", e);
        }
        throw new IOException("the port of " + url + " is " + text + ", allowed are 1 to 65535");
    }

    /** Whether credentials meant for this origin may go to another: the same host, never from https to http. */
    boolean trusts(Origin other) {
        return host.equalsIgnoreCase(other.host) && (other.secure || !secure);
    }
}
