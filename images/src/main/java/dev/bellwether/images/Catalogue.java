package dev.bellwether.images;

import dev.bellwether.images.ImageSpec.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which images there are, and the one place where the flags of their JVMs stand. */
final class Catalogue {
    /** The image that is made of the agent's own runtime and archive, by {@code agent-daemonset/bin/build-agent}. */
    static final String AGENT = "agent";

    /** The image that has the command line too. */
    static final String QUERY = "query";

    static final String KAFKA = "kafka";

    /** Every program of ours: one thread collects, objects have small headers, an end rather than half a life. */
    static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            // An archive of classes that lies where it was made for is shared memory; moved, it is the process's own.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:InitialRAMPercentage=10",
            "-Dsun.net.inetaddr.ttl=10",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** Databases and logs tell where they are by variables; what is not there is waited for. */
    private static final Map<String, String> NOWHERE = Map.of(
            "BELLWETHER_DATABASE_URL", "jdbc:postgresql://127.0.0.1:9/training",
            "BELLWETHER_DATABASE_USER", "training");

    private Catalogue() {}

    /** Part of the container's memory that the heap may take, in percent; the rest is for buffers, code and threads. */
    private static List<String> heap(int percent, String... more) {
        List<String> options = new ArrayList<>(List.of("-XX:MaxRAMPercentage=" + percent));
        options.addAll(Arrays.asList(more));
        return options;
    }

    /**
     * An image by its name.
     *
     * @throws ImageException where there is none
     */
    static ImageSpec find(String name) {
        return all().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ImageException("there is no image " + name + "; there are "
                        + all().stream().map(ImageSpec::name).toList()));
    }

    /** All images. */
    static List<ImageSpec> all() {
        return List.of(
                new ImageSpec(
                        AGENT,
                        "agent-daemonset",
                        "dev.bellwether.agent.main.ResidentMain",
                        List.of(),
                        List.of("run", "--config", "/etc/bellwether/agent/agent.yaml"),
                        Set.of(7083),
                        List.of()),
                new ImageSpec(
                        KAFKA,
                        "broker",
                        "dev.bellwether.broker.NodeMain",
                        // The log lives in the page cache, which counts as the container's memory too.
                        heap(40, "-XX:MaxDirectMemorySize=64m"),
                        List.of(),
                        Set.of(9092, 9093, 7087),
                        List.of(new Training(List.of(), Map.of()))),
                new ImageSpec(
                        "ingest",
                        "ingest",
                        "dev.bellwether.ingest.Main",
                        heap(50, "-XX:MaxDirectMemorySize=48m"),
                        List.of(),
                        Set.of(7081, 7082, 7084),
                        List.of(new Training(List.of("gateway"), Map.of()), new Training(List.of("writer"), NOWHERE))),
                new ImageSpec(
                        "alert-engine",
                        "alert-engine",
                        "dev.bellwether.alert.main.AlertEngineMain",
                        heap(65, "-XX:MaxDirectMemorySize=48m"),
                        List.of(),
                        Set.of(7085),
                        List.of(new Training(List.of(), NOWHERE))),
                new ImageSpec(
                        QUERY,
                        "query",
                        "dev.bellwether.query.main.QueryMain",
                        heap(65, "-XX:MaxDirectMemorySize=64m"),
                        List.of(),
                        Set.of(7080),
                        List.of(new Training(List.of(), NOWHERE))),
                new ImageSpec(
                        "operator",
                        "operator",
                        "dev.bellwether.operator.main.Main",
                        heap(60),
                        List.of(),
                        Set.of(7086, 9443),
                        List.of()));
    }
}
