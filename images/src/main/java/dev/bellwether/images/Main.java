package dev.bellwether.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the images: {@code PROJECT BASE [NAME…]}, all that are built where none is named. */
public final class Main {
    private static final String VERSION = "0.1.0";

    private final String base;
    /** Archives of classes make programs start in half the time, and take a minute each to make. */
    private static final boolean ARCHIVES = Boolean.parseBoolean(System.getProperty("images.archives", "true"));

    private final Path output;
    private final Programs programs;
    private final Stage stage;
    private final ImageWriter writer;
    private final Path runtime;

    private Main(Path project, String base) {
        this.base = base;
        this.output = project.resolve("target/images");
        this.programs = new Programs(project);
        this.runtime = output.resolve("work/runtime");
        this.stage = new Stage(project, programs, runtime);
        this.writer = new ImageWriter(base, VERSION, output.resolve("work/cache"));
    }

    /** Makes them; ends with 1 where one cannot be made, 2 for wrong arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            System.err.println("usage: images PROJECT BASE [NAME...]");
            System.exit(2);
            return;
        }
        try {
            List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
            new Main(Path.of(arguments[0]).toAbsolutePath().normalize(), arguments[1]).run(names);
        } catch (ImageException e) {
            System.err.println("images: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> names) throws IOException, InterruptedException {
        List<ImageSpec> wanted = wanted(names);
        Set<Path> archives = new LinkedHashSet<>();
        for (ImageSpec spec : Catalogue.all()) {
            if (!spec.name().equals(Catalogue.AGENT) && programs.isBuilt(spec)) {
                archives.addAll(programs.archives(spec));
            }
        }
        archives.add(programs.commandLine());
        JavaRuntime.make(archives, runtime.resolve("opt/java"), output.resolve("work/runtime.key"));
        for (ImageSpec spec : wanted) {
            make(spec);
        }
    }

    private List<ImageSpec> wanted(List<String> names) {
        return names.isEmpty()
                ? Catalogue.all().stream().filter(programs::isBuilt).toList()
                : names.stream().map(Catalogue::find).toList();
    }

    private void make(ImageSpec spec) throws IOException, InterruptedException {
        Path files = output.resolve("work").resolve(spec.name());
        Path archive = output.resolve(spec.name() + ".tar");
        Path keyFile = output.resolve("work").resolve(spec.name() + ".key");
        Stage.Layers layers =
                spec.name().equals(Catalogue.AGENT) ? stage.agent(spec, files) : stage.server(spec, files);
        String key = new Fingerprint()
                .text(base)
                .text(ARCHIVES ? "with archive" : "without archive")
                .text(spec.toString())
                .files(layers.runtime())
                .files(layers.libraries())
                .files(layers.program())
                .hex();
        boolean unchanged = Files.isRegularFile(archive)
                && Files.isRegularFile(keyFile)
                && Files.readString(keyFile).equals(key);
        if (!unchanged) {
            Files.deleteIfExists(keyFile);
            addClassArchive(spec, layers);
            writer.write(spec, layers, archive);
            Files.writeString(keyFile, key);
        }
        System.out.printf(
                Locale.ROOT,
                "%-40s %6.1f MB  %s%s%n",
                writer.reference(spec),
                Files.size(archive) / 1e6,
                archive,
                unchanged ? "  (unchanged)" : "");
        System.out.flush();
    }

    private void addClassArchive(ImageSpec spec, Stage.Layers layers) throws IOException, InterruptedException {
        if (spec.trainings().isEmpty() || !ARCHIVES) {
            return;
        }
        Path scratch = Tree.fresh(output.resolve("work/training"));
        ClassArchives.Assembled program = stage.assemble(spec, layers, scratch.resolve("program"));
        ClassArchives.Assembled kafka = spec.name().equals(Catalogue.KAFKA) ? program : kafka(scratch);
        new ClassArchives(layers.runtime().resolve("opt/java"))
                .make(spec, program, kafka, scratch, Stage.archive(layers));
        Tree.delete(scratch);
    }

    private ClassArchives.Assembled kafka(Path scratch) throws IOException {
        ImageSpec spec = Catalogue.find(Catalogue.KAFKA);
        Stage.Layers layers = stage.server(spec, scratch.resolve("kafka-files"));
        return stage.assemble(spec, layers, scratch.resolve("kafka"));
    }
}
