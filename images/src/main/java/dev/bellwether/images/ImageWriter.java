package dev.bellwether.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Writes images as archives that Docker and containerd load. */
final class ImageWriter {
    private static final String USER = "65532:65532";

    private final String base;
    private final String version;
    private final Path cache;

    /**
     * @param base what images stand on, as Jib names it
     * @param cache keeps layers from one build to the next
     */
    ImageWriter(String base, String version, Path cache) {
        this.base = base;
        this.version = version;
        this.cache = cache;
    }

    /** Where an image is found once it is loaded. */
    String reference(ImageSpec spec) {
        return "localhost/bellwether-" + spec.name() + ":" + version;
    }

    /**
     * Writes one.
     *
     * @throws ImageException where the base cannot be had or the archive not be written
     */
    void write(ImageSpec spec, Stage.Layers layers, Path archive) throws IOException, InterruptedException {
        try {
            JibContainerBuilder image = Jib.from(base)
                    .setFormat(ImageFormat.Docker)
                    .setCreationTime(Tree.TIME)
                    .setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
                    .setEntrypoint(Stage.JAVA + "/bin/java", "@/app/java.options")
                    .setProgramArguments(spec.arguments())
                    .addEnvironmentVariable("BELLWETHER_LOG_FORMAT", "json")
                    // Memory that was given back does not stay with the process.
                    .addEnvironmentVariable("MALLOC_ARENA_MAX", spec.name().equals(Catalogue.AGENT) ? "1" : "2")
                    .addEnvironmentVariable("MALLOC_TRIM_THRESHOLD_", "131072")
                    .addLabel("org.opencontainers.image.title", "bellwether-" + spec.name())
                    .addLabel("org.opencontainers.image.version", version);
            for (int port : spec.ports().stream().sorted().toList()) {
                image.addExposedPort(Port.tcp(port));
            }
            for (Path tree : List.of(layers.runtime(), layers.libraries(), layers.program())) {
                if (Files.isDirectory(tree)) {
                    image.addFileEntriesLayer(layer(tree));
                }
            }
            image.containerize(Containerizer.to(TarImage.at(archive).named(reference(spec)))
                    .setBaseImageLayersCache(cache.resolve("base"))
                    .setApplicationLayersCache(cache.resolve("layers"))
                    .setToolName("bellwether"));
        } catch (InvalidImageReferenceException | RegistryException | CacheDirectoryCreationException e) {
            throw new ImageException("image " + spec.name() + " on " + base + ": " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new ImageException("image " + spec.name() + " on " + base + ": " + e.getCause(), e);
        }
    }

    private static FileEntriesLayer layer(Path tree) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted().toList()) {
                if (file.equals(tree)) {
                    continue;
                }
                layer.addEntry(
                        file,
                        AbsoluteUnixPath.get("/" + tree.relativize(file)),
                        Files.isDirectory(file) || Files.isExecutable(file)
                                ? FilePermissions.fromOctalString("755")
                                : FilePermissions.fromOctalString("644"),
                        Tree.TIME);
            }
        }
        return layer.build();
    }
}
