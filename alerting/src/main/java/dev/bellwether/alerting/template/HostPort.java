package dev.bellwether.alerting.template;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port, as Go's net.SplitHostPort reads them.
 *
 * @param host without brackets
 * @param port may be empty
 */
record HostPort(String host, String port) {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    static @Nullable HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        String port = text.substring(colon + 1);
        String host = text.substring(0, colon);
        if (host.startsWith("[")) {
            if (host.indexOf(']') != host.length() - 1) {
                return null;
            }
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0 || host.indexOf(']') >= 0) {
            return null;
        }
        return host.indexOf('[') >= 0 || port.indexOf('[') >= 0 || port.indexOf(']') >= 0
                ? null
                : new HostPort(host, port);
    }

    /** The host; the text itself where it names no port. */
    static String withoutPort(String text) {
        HostPort parsed = parse(text);
        return parsed == null ? text : parsed.host;
    }

    /** The host without its domain, and its port; addresses stay. */
    static String withoutDomain(String text) {
        HostPort parsed = parse(text);
        String host = parsed == null ? text : parsed.host;
        String port = parsed == null ? "" : parsed.port;
        if (IPV4.matcher(host).matches() || isIpv6(host)) {
            return text;
        }
        int dot = host.indexOf('.');
        String shortName = dot < 0 ? host : host.substring(0, dot);
        if (port.isEmpty()) {
            return shortName;
        }
        return (shortName.indexOf(':') >= 0 ? "[" + shortName + "]" : shortName) + ":" + port;
    }

    private static boolean isIpv6(String host) {
        int gap = host.indexOf("::");
        if (host.indexOf(':') < 0 || host.endsWith(":") && !host.endsWith("::")) {
            return false;
        }
        if (gap >= 0 && host.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        String[] parts = host.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean last = i == parts.length - 1;
            if (last && part.indexOf('.') >= 0) {
                if (!IPV4.matcher(part).matches()) {
                    return false;
                }
                groups += 2;
            } else if (!part.isEmpty()) {
                if (part.length() > 4 || !part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
                    return false;
                }
                groups++;
            } else if (gap < 0) {
                return false;
            }
        }
        return gap < 0 ? groups == 8 : groups < 8;
    }
}
