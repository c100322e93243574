package dev.bellwether.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The Java runtime of all servers, with the modules that any of them needs, so that their images share one layer. */
final class JavaRuntime {
    /** What programs find by name alone: curves for TLS, and what Kafka and Netty look at about the machine. */
    private static final List<String> BY_NAME = List.of(
            "java.naming",
            "java.management",
            "java.security.sasl",
            "jdk.management",
            "jdk.net",
            "jdk.zipfs",
            "jdk.unsupported");

    private JavaRuntime() {}

    /**
     * Makes it, unless it stands there for the same modules of the same JDK.
     *
     * @param archives what it has to run
     * @param directory where it is put
     * @param keyFile remembers what it was made for
     */
    static void make(Collection<Path> archives, Path directory, Path keyFile) throws IOException {
        String modules = String.join(",", modules(archives));
        String key = Runtime.version() + " " + modules + "\n";
        if (Files.exists(keyFile) && Files.readString(keyFile).equals(key)) {
            return;
        }
        Files.deleteIfExists(keyFile);
        Tree.delete(directory);
        run(
                "jlink",
                "--add-modules",
                modules,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-0",
                "--vm=server",
                "--output",
                directory.toString());
        Files.writeString(keyFile, key);
    }

    /** The modules of the JDK that archives say they need, or, where they say nothing, that their classes name. */
    private static SortedSet<String> modules(Collection<Path> archives) {
        SortedSet<String> modules = new TreeSet<>(BY_NAME);
        String classPath = archives.stream().map(Path::toString).collect(Collectors.joining(":"));
        for (Path archive : archives) {
            Optional<ModuleDescriptor> descriptor = descriptor(archive);
            if (descriptor.isPresent()) {
                descriptor.get().requires().stream()
                        .filter(needed -> !needed.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .forEach(modules::add);
            } else {
                String found = run(
                        "jdeps",
                        "--multi-release",
                        "25",
                        "--ignore-missing-deps",
                        "-s",
                        "-cp",
                        classPath,
                        archive.toString());
                found.lines()
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .forEach(modules::add);
            }
        }
        modules.removeIf(name -> ModuleFinder.ofSystem().find(name).isEmpty());
        return modules;
    }

    /** What an archive that is a module says of itself; empty where it is none. */
    private static Optional<ModuleDescriptor> descriptor(Path archive) {
        try {
            return ModuleFinder.of(archive).findAll().stream()
                    .map(ModuleReference::descriptor)
                    .filter(descriptor -> !descriptor.isAutomatic())
                    .findFirst();
        } catch (FindException e) {
            return Optional.empty();
        }
    }

    private static String run(String tool, String... arguments) {
        ToolProvider program = ToolProvider.findFirst(tool)
                .orElseThrow(() -> new ImageException("this Java has no " + tool + "; a whole JDK 25 is needed"));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = program.run(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                arguments);
        if (status != 0) {
            throw new ImageException(tool + " fails: " + errors.toString(StandardCharsets.UTF_8)
                    + output.toString(StandardCharsets.UTF_8));
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
