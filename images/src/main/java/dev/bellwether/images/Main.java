package dev.bellwether.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the images: {@code PROJECT BASE [NAME…]}, all that are built where none is named. */
public final class Main {
    private static final String VERSION = "0.1.0";

    private final Path output;
    private final Programs programs;
    private final Stage stage;
    private final ImageWriter writer;
    private final Path runtime;

    private Main(Path project, String base) {
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
        List<ImageSpec> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(Catalogue.all().stream()
                    .filter(spec -> spec.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ImageException("there is no image " + name + "; there are "
                            + Catalogue.all().stream().map(ImageSpec::name).toList())));
        }
        return wanted.isEmpty()
                ? Catalogue.all().stream().filter(programs::isBuilt).toList()
                : wanted;
    }

    private void make(ImageSpec spec) throws IOException, InterruptedException {
        Path files = output.resolve("work").resolve(spec.name());
        Stage.Layers layers =
                spec.name().equals(Catalogue.AGENT) ? stage.agent(spec, files) : stage.server(spec, files);
        Path archive = output.resolve(spec.name() + ".tar");
        writer.write(spec, layers, archive);
        System.out.printf(
                Locale.ROOT, "%-44s %7.1f MB  %s%n", writer.reference(spec), Files.size(archive) / 1e6, archive);
    }
}
