package dev.bellwether.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus's own command line: the one that PROMTOOL names, or Debian's from the trixie root with that root's libraries. */
record Promtool(List<String> command) {
    /** Empty where there is none. */
    static Optional<Promtool> find() {
        String named = System.getenv("PROMTOOL");
        if (named != null) {
            return Optional.of(new Promtool(List.of(named)));
        }
        return Stream.of(
                        System.getenv("BELLWETHER_TRIXIE_ROOT"),
                        System.getProperty("user.home") + "/.cache/bellwether/trixie")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(root -> Files.isExecutable(root.resolve("usr/bin/promtool")))
                .findFirst()
                .map(Promtool::of);
    }

    private static Promtool of(Path root) {
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        return new Promtool(List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries.toString(),
                root.resolve("usr/bin/promtool").toString()));
    }

    /** Runs it; what it prints where it succeeds. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
