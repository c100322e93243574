package dev.bellwether.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule files below {@code src/test/resources/rules}: what a cluster of Kubernetes is usually watched with. */
final class ClusterRules {
    static final int ALERTS = 159;
    static final int RECORDINGS = 60;

    private static final List<String> FILES = List.of(
            "etcd-and-dns.yaml",
            "kubernetes-apps.yaml",
            "kubernetes-resources.yaml",
            "kubernetes-system.yaml",
            "monitoring.yaml",
            "node.yaml",
            "service-levels.yaml");

    private ClusterRules() {}

    /** Texts by the names of their files. */
    static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        for (String file : FILES) {
            try (InputStream in = ClusterRules.class.getResourceAsStream("/rules/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("no file " + file);
                }
                texts.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    /** What the names of their groups begin with. */
    static Stream<String> groups() {
        return FILES.stream().map(file -> "file/" + file.replace(".yaml", "/"));
    }

    /** Puts them into a directory. */
    static void copy(Path into) throws IOException {
        for (Map.Entry<String, String> file : texts().entrySet()) {
            Files.writeString(into.resolve(file.getKey()), file.getValue());
        }
    }
}
