package dev.bellwether.operator.desired;

import dev.bellwether.crds.stack.MonitoringStackSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/**
 * What follows from a stack's size where it says nothing else.
 *
 * @param gateways pods of the gateway
 * @param writers pods of the writer
 * @param alertEngines pods of the alert engine
 * @param queries pods of the query server
 * @param brokers brokers of a log that is not external
 * @param samplePartitions partitions of the topics keyed by agent; no more writers than these have work
 * @param rulePartitions partitions of the topics keyed by rule
 * @param gateway CPU and memory of a gateway
 * @param writer CPU and memory of a writer
 * @param alertEngine CPU and memory of an alert engine
 * @param query CPU and memory of a query server
 * @param kafka CPU and memory of a broker
 * @param database CPU and memory of the database
 * @param agent CPU and memory of an agent
 * @param kafkaStorage the volume of a broker
 * @param databaseStorage the volume of the database
 */
public record Preset(
        int gateways,
        int writers,
        int alertEngines,
        int queries,
        int brokers,
        int samplePartitions,
        int rulePartitions,
        ResourceRequirements gateway,
        ResourceRequirements writer,
        ResourceRequirements alertEngine,
        ResourceRequirements query,
        ResourceRequirements kafka,
        ResourceRequirements database,
        ResourceRequirements agent,
        String kafkaStorage,
        String databaseStorage) {
    /** For trying it out, and for a handful of nodes: one of everything. */
    static final Preset SMALL = new Preset(
            1,
            1,
            1,
            1,
            1,
            4,
            4,
            Resources.of("50m", "256Mi", "384Mi"),
            Resources.of("50m", "320Mi", "512Mi"),
            Resources.of("50m", "320Mi", "512Mi"),
            Resources.of("50m", "384Mi", "768Mi"),
            Resources.of("100m", "640Mi", "1Gi"),
            Resources.of("100m", "512Mi", "1Gi"),
            Resources.of("30m", "96Mi", "192Mi"),
            "20Gi",
            "20Gi");

    /** For some dozens of nodes: a node may go without a gap. */
    static final Preset MEDIUM = new Preset(
            2,
            2,
            2,
            2,
            3,
            8,
            8,
            Resources.of("250m", "512Mi", "768Mi"),
            Resources.of("250m", "640Mi", "1Gi"),
            Resources.of("250m", "640Mi", "1Gi"),
            Resources.of("500m", "1Gi", "2Gi"),
            Resources.of("500m", "2Gi", "3Gi"),
            Resources.of("1", "4Gi", "6Gi"),
            Resources.of("50m", "128Mi", "256Mi"),
            "100Gi",
            "200Gi");

    /** For hundreds of nodes. */
    static final Preset LARGE = new Preset(
            3,
            4,
            3,
            3,
            3,
            16,
            16,
            Resources.of("1", "1Gi", "1536Mi"),
            Resources.of("1", "1Gi", "2Gi"),
            Resources.of("1", "2Gi", "3Gi"),
            Resources.of("1", "3Gi", "6Gi"),
            Resources.of("2", "6Gi", "8Gi"),
            Resources.of("4", "16Gi", "24Gi"),
            Resources.of("50m", "128Mi", "256Mi"),
            "500Gi",
            "1Ti");

    /** The preset of a spec. */
    public static Preset of(MonitoringStackSpec.Preset preset) {
        return switch (preset) {
            case SMALL -> SMALL;
            case MEDIUM -> MEDIUM;
            case LARGE -> LARGE;
        };
    }
}
