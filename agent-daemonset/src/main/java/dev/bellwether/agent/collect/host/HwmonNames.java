package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names of chips that stay the same when modules are loaded in another order. */
final class HwmonNames {
    private HwmonNames() {}

    /**
     * The name of a chip: its device's place on its bus where it has one, its own name otherwise, its number at last.
     *
     * @throws IOException where the directory cannot be resolved
     */
    static String chip(String path, FileText text) throws IOException {
        Path device = Path.of(path, "device");
        if (Files.exists(device)) {
            Path real = device.toRealPath();
            String name = clean(lastName(real));
            Path parent = real.getParent();
            String bus = parent == null ? "" : clean(lastName(parent));
            if (!name.isEmpty()) {
                return bus.isEmpty() ? name : bus + "_" + name;
            }
        }
        String own = clean(text.content(path + "/name"));
        return own.isEmpty() ? clean(lastName(Path.of(path).toRealPath())) : own;
    }

    private static String lastName(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** Lower case, everything but letters, digits, colons and underscores as underscores, none of them at the ends. */
    static String clean(String name) {
        StringBuilder cleaned = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char lower = Character.toLowerCase(name.charAt(i));
            boolean kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == ':';
            cleaned.append(kept ? lower : '_');
        }
        int start = 0;
        int end = cleaned.length();
        while (start < end && cleaned.charAt(start) == '_') {
            start++;
        }
        while (end > start && cleaned.charAt(end - 1) == '_') {
            end--;
        }
        return cleaned.substring(start, end);
    }
}
