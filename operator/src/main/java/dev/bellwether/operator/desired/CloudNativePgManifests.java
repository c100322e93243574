package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.DATABASE;

import dev.bellwether.operator.desired.StackSettings.Database;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code Cluster} from which CloudNativePG makes a PostgreSQL. With it would go its volumes, so it goes with the stack
 * only where the stack's data does.
 */
final class CloudNativePgManifests {
    static final String API_VERSION = "postgresql.cnpg.io/v1";
    static final String KIND = "Cluster";

    private final StackSettings settings;
    private final Database.CloudNativePg database;

    CloudNativePgManifests(StackSettings settings, Database.CloudNativePg database) {
        this.settings = settings;
        this.database = database;
    }

    GenericKubernetesResource workload() {
        GenericKubernetesResource cluster = new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withMetadata(CommonObjects.metadata(
                        settings, DATABASE, settings.names().database()))
                .build();
        if (!settings.deleteData()) {
            cluster.getMetadata().setOwnerReferences(List.of());
        }
        cluster.setAdditionalProperties(new LinkedHashMap<>(Map.of("spec", spec())));
        return cluster;
    }

    private Map<String, Object> spec() {
        Map<String, Object> storage = new LinkedHashMap<>();
        storage.put("size", database.storage().size());
        database.storage().storageClass().ifPresent(name -> storage.put("storageClass", name));
        Map<String, Object> initialisation = new LinkedHashMap<>();
        initialisation.put("database", DatabaseConnection.NAME);
        initialisation.put("owner", DatabaseConnection.NAME);
        initialisation.put("postInitApplicationSQL", List.of("CREATE EXTENSION IF NOT EXISTS timescaledb"));
        Map<String, Object> postgresql = new LinkedHashMap<>();
        postgresql.put("shared_preload_libraries", List.of("timescaledb"));
        postgresql.put(
                "parameters",
                Map.of(
                        "max_locks_per_transaction",
                        "256",
                        "max_worker_processes",
                        "24",
                        "timescaledb.telemetry_level",
                        "off"));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("instances", database.instances());
        spec.put("imageName", database.image());
        spec.put("storage", storage);
        spec.put("resources", Resources.plain(database.resources()));
        spec.put("bootstrap", Map.of("initdb", initialisation));
        spec.put("postgresql", postgresql);
        if (!database.backup().isEmpty()) {
            spec.put("backup", database.backup());
        }
        return spec;
    }
}
