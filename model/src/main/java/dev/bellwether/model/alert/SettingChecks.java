package dev.bellwether.model.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What several kinds of receivers ask of their settings; the messages never show a value that may be secret. */
final class SettingChecks {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private SettingChecks() {}

    /** An address that stands in the settings themselves must be one; others are looked at when they are read. */
    static void address(String field, SecretSource source) {
        if (source instanceof SecretSource.Plain plain) {
            String fault = addressFault(plain.value());
            if (fault != null) {
                throw new IllegalArgumentException(field + " " + fault);
            }
        }
    }

    static void address(String field, URI address) {
        String fault = addressFault(address.toString());
        if (fault != null) {
            throw new IllegalArgumentException(field + " " + fault);
        }
    }

    /** What is wrong with an address of a receiver, null for nothing. */
    static @Nullable String addressFault(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            return "is no address (" + e.getReason() + " at character " + (e.getIndex() + 1)
                    + "); one such as https://host/path is needed";
        }
        if (!"http".equalsIgnoreCase(address.getScheme()) && !"https".equalsIgnoreCase(address.getScheme())) {
            return "does not begin with http:// or https://; an address such as https://host/path is needed";
        }
        if (address.getHost() == null) {
            return "names no host; an address such as https://host/path is needed";
        }
        if (address.getRawUserInfo() != null) {
            return "carries a user before the host; credentials have keys of their own";
        }
        return null;
    }

    static void notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is empty");
        }
    }

    static void notEmpty(String field, Collection<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty, at least one is needed");
        }
    }

    static void matches(String field, String value, Pattern pattern, String needed) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " is \"" + value + "\"; " + needed);
        }
    }

    static void headerName(String field, String name) {
        matches(field, name, HEADER_NAME, "the name of a header is needed");
        for (String reserved :
                new String[] {"Host", "Content-Length", "Transfer-Encoding", "Connection", "Idempotency-Key"}) {
            if (reserved.equalsIgnoreCase(name)) {
                throw new IllegalArgumentException(field + " is \"" + name + "\", which Bellwether itself writes");
            }
        }
    }

    static void mailAddress(String field, String value) {
        boolean broken = value.chars().anyMatch(character -> character < ' ' || character == 127);
        int at = value.lastIndexOf('@');
        if (broken || at < 1 || at == value.length() - 1) {
            throw new IllegalArgumentException(field + " is \"" + value + "\"; an address such as a@b.org is needed");
        }
    }
}
