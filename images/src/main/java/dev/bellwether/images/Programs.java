package dev.bellwether.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The archives that a module's program consists of, as its build has left them. */
final class Programs {
    private static final List<String> WITHOUT_CLASSES = List.of(
            "jsr305-",
            "error_prone_annotations-",
            "j2objc-annotations-",
            "animal-sniffer-annotations-",
            "listenablefuture-",
            "annotations-",
            "checker-qual-");

    private final Path project;

    Programs(Path project) {
        this.project = project;
    }

    /** Whether a module has been built. */
    boolean isBuilt(ImageSpec spec) {
        return Files.isRegularFile(classPathFile(spec)) && Files.isDirectory(target(spec));
    }

    private Path target(ImageSpec spec) {
        return project.resolve(spec.module()).resolve("target");
    }

    private Path classPathFile(ImageSpec spec) {
        return target(spec).resolve("program.classpath");
    }

    /**
     * The module's own archive first, then its libraries by name.
     *
     * @throws ImageException where the module is not built
     */
    List<Path> archives(ImageSpec spec) throws IOException {
        if (!isBuilt(spec)) {
            throw new ImageException("module " + spec.module() + " is not built; run \"make images\"");
        }
        List<Path> archives = new ArrayList<>();
        archives.add(own(spec));
        Arrays.stream(Files.readString(classPathFile(spec)).strip().split(":", -1))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Programs::hasClasses)
                .sorted((one, other) -> one.getFileName()
                        .toString()
                        .compareTo(other.getFileName().toString()))
                .forEach(archives::add);
        return archives;
    }

    private Path own(ImageSpec spec) throws IOException {
        try (Stream<Path> files = Files.list(target(spec))) {
            return files.filter(file -> file.getFileName().toString().matches("bellwether-[a-z-]+-[0-9][^/]*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(tests|sources|javadoc|program)\\.jar"))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new ImageException("module " + spec.module() + " has no archive in "
                            + target(spec) + "; run \"make images\""));
        }
    }

    private static boolean hasClasses(Path archive) {
        String name = archive.getFileName().toString();
        return WITHOUT_CLASSES.stream().noneMatch(name::startsWith);
    }

    /** The command line in one archive. */
    Path commandLine() {
        Path program = project.resolve("cli/target/bellwether-cli-program.jar");
        if (!Files.isRegularFile(program)) {
            throw new ImageException("module cli is not built; run \"make images\"");
        }
        return program;
    }
}
