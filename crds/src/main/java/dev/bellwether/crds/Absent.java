package dev.bellwether.crds;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes lists and mappings of an object that are absent empty ones, and those that are there unchangeable. */
public final class Absent {
    private Absent() {}

    /** The elements, none where the list is absent. */
    public static <T> List<T> asEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** The entries in their order, none where the mapping is absent. */
    public static <T> Map<String, T> asEmpty(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The text, the empty one where it is absent. */
    public static String asEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
