package dev.bellwether.operator.desired;

import dev.bellwether.operator.desired.StackSettings.Database;
import dev.bellwether.operator.desired.StackSettings.Log;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every manifest of a stack, but for its Secrets.
 *
 * @param foundation what stands before all components
 * @param parts the components in the order of their rollout; one that somebody else runs, or that is off, has no workload
 */
public record DesiredStack(List<HasMetadata> foundation, Map<Component, Part> parts) {
    public DesiredStack {
        foundation = List.copyOf(foundation);
    }

    /**
     * One component.
     *
     * @param surroundings what stands beside its workload; it may change at any time
     * @param workload what makes its pods; it changes in the stack's order
     */
    public record Part(List<HasMetadata> surroundings, Optional<HasMetadata> workload) {
        public Part {
            surroundings = List.copyOf(surroundings);
        }
    }

    /**
     * The manifests of a stack: a function of what it is given and nothing else.
     *
     * @throws InvalidStackException where the settings contradict themselves
     */
    public static DesiredStack of(StackSettings settings, Facts facts) {
        NetworkManifests network = new NetworkManifests(settings, facts);
        List<HasMetadata> foundation = new ArrayList<>(new FoundationManifests(settings).objects());
        if (settings.networkPolicies()) {
            foundation.addAll(network.closed());
        }
        Map<Component, Part> parts = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            Part part = part(component, settings, facts);
            boolean ownPods = part.workload().isPresent() && !(foreign(component, settings));
            List<HasMetadata> surroundings = new ArrayList<>(part.surroundings());
            if (settings.networkPolicies() && ownPods) {
                surroundings.add(network.ways(component));
            }
            parts.put(component, new Part(surroundings, part.workload()));
        }
        return new DesiredStack(foundation, parts);
    }

    private static Part part(Component component, StackSettings settings, Facts facts) {
        return switch (component) {
            case DATABASE -> database(settings, facts);
            case KAFKA -> log(settings, facts);
            case WRITER, GATEWAY, ALERT_ENGINE, QUERY -> {
                ServiceManifests manifests = new ServiceManifests(settings, facts);
                yield new Part(manifests.surroundings(component), Optional.of(manifests.workload(component)));
            }
            case AGENT -> {
                AgentManifests manifests = new AgentManifests(settings, facts);
                yield settings.agents().enabled()
                        ? new Part(manifests.surroundings(), Optional.of(manifests.workload()))
                        : new Part(List.of(), Optional.empty());
            }
        };
    }

    private static Part database(StackSettings settings, Facts facts) {
        return switch (settings.database()) {
            case Database.Managed managed -> {
                DatabaseManifests manifests = new DatabaseManifests(settings, facts, managed);
                yield new Part(manifests.surroundings(), Optional.of(manifests.workload()));
            }
            case Database.CloudNativePg cluster ->
                new Part(List.of(), Optional.of(new CloudNativePgManifests(settings, cluster).workload()));
            case Database.External external -> new Part(List.of(), Optional.empty());
        };
    }

    private static Part log(StackSettings settings, Facts facts) {
        List<HasMetadata> connection = new LogConnection(settings, facts).manifests();
        return switch (settings.log()) {
            case Log.Managed managed -> {
                KafkaManifests manifests = new KafkaManifests(settings, facts, managed);
                yield new Part(
                        Stream.concat(connection.stream(), manifests.surroundings().stream())
                                .toList(),
                        Optional.of(manifests.workload()));
            }
            case Log.Strimzi strimzi -> {
                StrimziManifests manifests = new StrimziManifests(settings, facts, strimzi);
                yield new Part(
                        Stream.concat(connection.stream(), manifests.surroundings().stream())
                                .toList(),
                        Optional.of(manifests.workload()));
            }
            case Log.External external -> new Part(connection, Optional.empty());
        };
    }

    /** Whether another operator makes the component's pods. */
    private static boolean foreign(Component component, StackSettings settings) {
        return (component == Component.KAFKA && settings.log() instanceof Log.Strimzi)
                || (component == Component.DATABASE && settings.database() instanceof Database.CloudNativePg);
    }

    /** The Secrets that others make and that a stack's pods need. */
    public static List<String> foreignSecrets(StackSettings settings, Facts facts) {
        List<String> secrets = new ArrayList<>();
        secrets.addAll(new LogConnection(settings, facts).foreignSecrets());
        secrets.addAll(new DatabaseConnection(settings, facts).foreignSecrets());
        settings.gatewayCredentials().ifPresent(secret -> secrets.add(secret.name()));
        return secrets;
    }

    /** All manifests, in the order in which they are made. */
    public Stream<HasMetadata> all() {
        return Stream.concat(
                foundation.stream(),
                parts.values().stream()
                        .flatMap(part -> Stream.concat(part.surroundings().stream(), part.workload().stream())));
    }
}
