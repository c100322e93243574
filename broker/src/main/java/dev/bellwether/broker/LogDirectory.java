package dev.bellwether.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Makes a directory one that Kafka takes as a log directory. Stateless. */
final class LogDirectory {
    private static final String CLUSTER_ID = "cluster.id=";

    private LogDirectory() {}

    /** Formats it, once, for a cluster of its own; one that is already formatted stays as it is. */
    static void format(Path directory, int nodeId) throws Exception {
        if (formattedFor(directory).isEmpty()) {
            format(directory, nodeId, Uuid.randomUuid().toString());
        }
    }

    /**
     * Formats it, once, for this cluster.
     *
     * @throws BrokerException where it belongs to another one
     */
    static void formatFor(Path directory, int nodeId, String clusterId) throws Exception {
        Optional<String> found = formattedFor(directory);
        if (found.isEmpty()) {
            format(directory, nodeId, clusterId);
        } else if (!found.get().equals(clusterId)) {
            throw new BrokerException("data directory " + directory + " belongs to the cluster " + found.get()
                    + ", this node to " + clusterId + "; give it the volume of its own cluster, or an empty one");
        }
    }

    /** The cluster it was formatted for; empty where it was not. */
    private static Optional<String> formattedFor(Path directory) throws IOException {
        Path properties = directory.resolve("meta.properties");
        if (!Files.exists(properties)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(properties)
                .lines()
                .filter(line -> line.startsWith(CLUSTER_ID))
                .map(line -> line.substring(CLUSTER_ID.length()).strip())
                .findFirst()
                .orElseThrow(() -> new BrokerException(
                        properties + " is damaged: it names no cluster.id; restore it, or remove the "
                                + "directory to start with an empty log")));
    }

    private static void format(Path directory, int nodeId, String clusterId) throws Exception {
        String path = directory.toAbsolutePath().toString();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(nodeId)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .setDirectories(List.of(path))
                .setMetadataLogDirectory(path)
                .run();
    }
}
