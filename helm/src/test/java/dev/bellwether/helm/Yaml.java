package dev.bellwether.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as trees of maps, lists and plain values. Stateless. */
final class Yaml {
    private Yaml() {}

    /** Every document of a stream that is not empty. */
    static List<Map<String, Object>> documents(String text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : load().loadAllFromString(text)) {
            if (document != null) {
                documents.add(map(document));
            }
        }
        return documents;
    }

    /** The one document of a file. */
    static Map<String, Object> file(Path file) {
        try {
            return map(load().loadFromString(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Load load() {
        return new Load(LoadSettings.builder().build());
    }

    /** A map with texts as keys; the empty one for nothing. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object tree) {
        return tree == null ? Map.of() : (Map<String, Object>) tree;
    }

    /** A list; the empty one for nothing. */
    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object tree) {
        return tree == null ? List.of() : (List<Object>) tree;
    }

    /** What stands at a path of keys, and of indexes of lists: {@code spec.containers.0.name}. */
    static Optional<Object> at(@Nullable Object tree, String path) {
        Object here = tree;
        for (String key : path.split("\\.")) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(key);
            } else if (here instanceof List<?> list && key.matches("\\d+") && Integer.parseInt(key) < list.size()) {
                here = list.get(Integer.parseInt(key));
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(here);
    }

    /** The same as a text, the empty one for nothing. */
    static String text(@Nullable Object tree, String path) {
        return at(tree, path).map(String::valueOf).orElse("");
    }
}
