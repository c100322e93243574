package dev.bellwether.query.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a request: those of a form in its body first, then those of its address; a name may stand often.
 * Immutable.
 */
public final class Parameters {
    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads parameters.
     *
     * @param form the body of a form post, empty where there is none
     * @param query what stands behind the question mark of the address, still encoded; empty where there is nothing
     * @throws IllegalArgumentException where an escape such as {@code %zz} is broken
     */
    public static Parameters parse(String form, String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        add(form, values);
        add(query, values);
        return new Parameters(values);
    }

    private static void add(String encoded, Map<String, List<String>> values) {
        if (encoded.isEmpty()) {
            return;
        }
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first value of a parameter, empty where it is absent. */
    public String first(String name) {
        List<String> all = values.get(name);
        return all == null ? "" : all.getFirst();
    }

    /** Every value of a parameter in order, an empty list where it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}
