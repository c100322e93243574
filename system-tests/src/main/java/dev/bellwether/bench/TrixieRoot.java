package dev.bellwether.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of a Debian trixie root, run from outside by the root's own loader, as any user. */
final class TrixieRoot {
    private TrixieRoot() {}

    /** The root that {@code system-tests/bin/trixie-root} made, if it is there. */
    static Optional<Path> find() {
        return Stream.of(
                        System.getenv("BELLWETHER_TRIXIE_ROOT"),
                        System.getProperty("user.home") + "/.cache/bellwether/trixie")
                .filter(each -> each != null && !each.isBlank())
                .map(Path::of)
                .filter(root -> Files.isDirectory(root.resolve("usr/bin")))
                .findFirst();
    }

    /**
     * The command of a program.
     *
     * @throws SkippedException where it is not there
     */
    static List<String> command(String program, List<String> arguments) throws SkippedException {
        Path root = find().orElseThrow(() ->
                new SkippedException("no Debian trixie root is there; make it with system-tests/bin/trixie-root"));
        Path loader = root.resolve("lib64/ld-linux-x86-64.so.2");
        Path binary = root.resolve("usr/bin").resolve(program);
        if (!Files.isExecutable(loader) || !Files.exists(binary)) {
            throw new SkippedException(program + " is not in " + root);
        }
        List<String> command = new ArrayList<>(List.of(
                loader.toString(),
                "--library-path",
                root.resolve("lib/x86_64-linux-gnu") + ":" + root.resolve("usr/lib/x86_64-linux-gnu"),
                binary.toString()));
        command.addAll(arguments);
        return command;
    }
}
