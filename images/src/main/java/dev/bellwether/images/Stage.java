package dev.bellwether.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts an image's files in order, as they will stand in it: the runtime in {@code /opt/java}, everything of ours in {@code
 * /app}. The JVM starts with {@code @/app/java.options}, the one file that has its flags, its class path and the main class.
 */
final class Stage {
    /** Where the runtime stands in every image. */
    static final String JAVA = "/opt/java";

    private static final String APP = "/app";
    private static final String ARCHIVE = "classes.jsa";

    /** What the JVM has to say goes where it does not disturb lines of JSON. */
    private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=warning:stderr");

    private final Path project;
    private final Programs programs;
    private final Path runtime;

    /** @param runtime the servers' runtime, made already */
    Stage(Path project, Programs programs, Path runtime) {
        this.project = project;
        this.programs = programs;
        this.runtime = runtime;
    }

    /**
     * What an image has beside its base, what changes least first; each is a tree whose root is the image's.
     *
     * @param runtime the Java runtime
     * @param libraries other people's archives
     * @param program ours
     */
    record Layers(Path runtime, Path libraries, Path program) {}

    /**
     * Puts the files of a server's image below a directory, but for its archive of classes.
     *
     * @return its layers; the archive's place is {@link #archive}
     */
    Layers server(ImageSpec spec, Path directory) throws IOException {
        List<Path> archives = programs.archives(spec);
        List<Path> others =
                archives.stream().filter(archive -> !isOurs(archive)).toList();
        Tree.fresh(directory);
        Layers layers = new Layers(runtime, directory.resolve("libraries"), directory.resolve("program"));
        Tree.copy(others, layers.libraries().resolve("app/lib"));
        Tree.copy(
                archives.stream().filter(Stage::isOurs).toList(),
                layers.program().resolve("app/lib"));
        NativeLibraries.unpack(others, layers.libraries().resolve("app/native"), "");
        if (spec.name().equals(Catalogue.QUERY)) {
            addCommandLine(layers.program());
        }
        List<String> options = new ArrayList<>(options(spec, layers, APP));
        options.addAll(QUIET);
        if (!spec.trainings().isEmpty()) {
            options.add("-XX:SharedArchiveFile=" + APP + "/" + ARCHIVE);
        }
        writeOptions(spec, options, archives, layers.program());
        return layers;
    }

    private static List<String> options(ImageSpec spec, Layers layers, String app) throws IOException {
        List<String> options = new ArrayList<>(Catalogue.COMMON);
        options.addAll(spec.options());
        options.addAll(NativeLibraries.options(layers.libraries().resolve("app/native"), app + "/native"));
        return options;
    }

    /** Where the archive of classes belongs. */
    static Path archive(Layers layers) {
        return layers.program().resolve("app").resolve(ARCHIVE);
    }

    /** The same files once more, as they will stand beside each other: an archive of classes remembers that. */
    ClassArchives.Assembled assemble(ImageSpec spec, Layers layers, Path directory) throws IOException {
        Path app = Tree.fresh(directory).resolve("app");
        Tree.copyAll(layers.libraries().resolve("app"), app);
        Tree.copyAll(layers.program().resolve("app"), app);
        return new ClassArchives.Assembled(
                options(spec, layers, app.toString()),
                classPath(programs.archives(spec), app.resolve("lib").toString()),
                spec.mainClass());
    }

    /** Puts the files of the agent's image below a directory: what its own build has put together. */
    Layers agent(ImageSpec spec, Path directory) throws IOException {
        Path built = project.resolve(spec.module()).resolve("target/agent");
        if (!Files.isRegularFile(built.resolve("lib/agent.jsa"))) {
            throw new ImageException("the agent is not built; run \"make agent\"");
        }
        Tree.fresh(directory);
        Layers layers =
                new Layers(directory.resolve("runtime"), directory.resolve("libraries"), directory.resolve("program"));
        Tree.copyAll(built.resolve("runtime"), layers.runtime().resolve("opt/java"));
        List<Path> archives = sorted(built.resolve("lib"));
        Tree.copy(
                archives.stream().filter(archive -> !isOurs(archive)).toList(),
                layers.libraries().resolve("app/lib"));
        Tree.copy(
                archives.stream().filter(Stage::isOurs).toList(),
                layers.program().resolve("app/lib"));
        Tree.copy(List.of(built.resolve("lib/agent.jsa")), layers.program().resolve("app"));
        List<String> options = new ArrayList<>(Files.readAllLines(built.resolve("lib/java.options")));
        options.removeIf(line -> line.isBlank() || line.startsWith("#"));
        options.add("-XX:SharedArchiveFile=" + APP + "/agent.jsa");
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.addAll(NativeLibraries.unpack(archives, layers.libraries().resolve("app/native"), APP + "/native"));
        writeOptions(spec, options, archives, layers.program());
        return layers;
    }

    /** The agent's own archive comes first on its class path, the others in the order of their names' bytes. */
    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> archives = new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                            .sorted((one, other) -> one.getFileName()
                                    .toString()
                                    .compareTo(other.getFileName().toString()))
                            .toList());
            Path own = directory.resolve("bellwether-agent.jar");
            archives.remove(own);
            archives.addFirst(own);
            return archives;
        }
    }

    private static boolean isOurs(Path archive) {
        return archive.getFileName().toString().startsWith("bellwether-");
    }

    private static void writeOptions(ImageSpec spec, List<String> options, List<Path> archives, Path program)
            throws IOException {
        List<String> lines = new ArrayList<>(options);
        lines.add("-cp");
        lines.add(classPath(archives, APP + "/lib"));
        lines.add(spec.mainClass());
        Tree.write(program.resolve("app/java.options"), String.join("\n", lines) + "\n");
    }

    /** The class path of archives that stand in a directory under their own names. */
    static String classPath(List<Path> archives, String directory) {
        return archives.stream()
                .map(archive -> directory + "/" + archive.getFileName())
                .collect(Collectors.joining(":"));
    }

    /** As a command that needs no shell: the kernel hands the file to the JVM. */
    private void addCommandLine(Path program) throws IOException {
        Tree.copy(List.of(programs.commandLine()), program.resolve("app"));
        Tree.write(program.resolve("app/bellwether.options"), """
                -XX:TieredStopAtLevel=1
                -XX:+UseSerialGC
                -XX:-UsePerfData
                -XX:MaxRAMPercentage=15
                -Xlog:disable
                -Xlog:all=error:stderr
                -cp
                %s/bellwether-cli-program.jar
                dev.bellwether.cli.ScriptMain
                """.formatted(APP));
        Path command = program.resolve("usr/local/bin/bellwether");
        Tree.write(command, "#!" + JAVA + "/bin/java @" + APP + "/bellwether.options\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
