package dev.bellwether.operator.desired;

import static dev.bellwether.operator.desired.Component.DATABASE;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The PostgreSQL with TimescaleDB that the operator runs itself: one pod, one volume; backups are left to others. */
final class DatabaseManifests {
    static final String DATA = "data";

    /** The user {@code postgres} of Alpine's images; Debian's know it too. */
    private static final long USER = 70;

    private static final String DATA_FOLDER = "/var/lib/postgresql/data";
    private static final String CONFIGURATION_FOLDER = "/etc/bellwether/postgresql";
    private static final long GRACE_SECONDS = 120;

    /** From elsewhere with TLS and a password only; within the pod, whoever is there already owns the files. */
    private static final String CLIENTS = """
            local   all all     trust
            hostssl all all all scram-sha-256
            """;

    /** The programs of PostgreSQL stand in a folder of their own where Debian has put them. */
    private static final String IS_READY = "PATH=\"$(echo /usr/lib/postgresql/*/bin):$PATH\"; "
            + "exec pg_isready -q -h 127.0.0.1 -p 5432 -U bellwether -d bellwether";

    /** What is asked for by SIGTERM is a stop that waits for every client; SIGINT asks for one that does not. */
    private static final String STOP = "kill -INT 1; while kill -0 1 2>/dev/null; do sleep 0.2; done";

    private final StackSettings settings;
    private final Facts facts;
    private final StackSettings.Database.Managed database;

    DatabaseManifests(StackSettings settings, Facts facts, StackSettings.Database.Managed database) {
        this.settings = settings;
        this.facts = facts;
        this.database = database;
    }

    List<HasMetadata> surroundings() {
        return List.of(
                CommonObjects.serviceAccount(settings, DATABASE),
                CommonObjects.configMap(
                        settings, DATABASE, settings.names().database(), Map.of("pg_hba.conf", CLIENTS)),
                CommonObjects.service(settings, DATABASE, CommonObjects.port("postgresql", DATABASE.port())),
                CommonObjects.disruptionBudget(settings, DATABASE));
    }

    StatefulSet workload() {
        return new StatefulSetBuilder()
                .withMetadata(CommonObjects.metadata(
                        settings, DATABASE, settings.names().database()))
                .withNewSpec()
                .withReplicas(1)
                .withServiceName(settings.names().database())
                .withRevisionHistoryLimit(2)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .endUpdateStrategy()
                .withPersistentVolumeClaimRetentionPolicy(Volumes.retention(settings))
                .withNewSelector()
                .withMatchLabels(Labels.selector(settings.names(), DATABASE))
                .endSelector()
                .withTemplate(PodTemplates.overlaid(
                        template(),
                        database.podTemplate(),
                        Labels.of(settings.names(), DATABASE),
                        "spec.database.managed.podTemplate"))
                .withVolumeClaimTemplates(Volumes.claim(settings, DATABASE, DATA, database.storage()))
                .endSpec()
                .build();
    }

    private PodTemplateSpec template() {
        List<Mount> mounts = List.of(
                Mount.secret("tls", settings.names().tls(DATABASE), ServiceManifests.TLS_FOLDER),
                Mount.secret("password", settings.names().database(), "/etc/bellwether/database"),
                Mount.configMap("configuration", settings.names().database(), CONFIGURATION_FOLDER));
        List<VolumeMount> volumeMounts = new ArrayList<>();
        mounts.forEach(mount -> volumeMounts.add(mount.toMount()));
        volumeMounts.add(mount(DATA, DATA_FOLDER));
        volumeMounts.add(mount(PodShape.TMP, "/tmp"));
        volumeMounts.add(mount("run", "/var/run/postgresql"));
        volumeMounts.add(mount("shared-memory", "/dev/shm"));
        Container container = new ContainerBuilder()
                .withName(DATABASE.label())
                .withImage(settings.images().database())
                .withImagePullPolicy(settings.images().pullPolicy())
                .withArgs(arguments())
                .withEnv(new Variables()
                        .secret("POSTGRES_USER", settings.names().database(), StackNames.USERNAME)
                        .add("POSTGRES_PASSWORD_FILE", "/etc/bellwether/database/" + StackNames.PASSWORD)
                        .add("POSTGRES_DB", DatabaseConnection.NAME)
                        .add("PGDATA", DATA_FOLDER + "/pgdata")
                        // The memory that its tuning would see is the machine's, not the container's.
                        .add("NO_TS_TUNE", "true")
                        .add("TIMESCALEDB_TELEMETRY", "off")
                        .list())
                .withPorts(ServiceManifests.containerPort("postgresql", DATABASE.port()))
                .withResources(database.resources())
                .withSecurityContext(PodShape.containerSecurity())
                .withStartupProbe(PodShape.command(List.of("sh", "-c", IS_READY), 2, 300))
                .withLivenessProbe(PodShape.connection(DATABASE.port(), 10, 6))
                .withReadinessProbe(PodShape.command(List.of("sh", "-c", IS_READY), 5, 2))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand("sh", "-c", STOP)
                .endExec()
                .endPreStop()
                .endLifecycle()
                .withVolumeMounts(volumeMounts)
                .build();
        // The password is the database's from its first start on: a new one in the Secret changes nothing by a restart.
        String hash =
                Hashes.of(List.of(CLIENTS, facts.secretHash(settings.names().tls(DATABASE))));
        return new PodTemplateSpecBuilder(PodShape.template(settings, DATABASE, container, hash, GRACE_SECONDS))
                .editSpec()
                .withSecurityContext(PodShape.podSecurity(USER))
                .addAllToVolumes(mounts.stream().map(Mount::toVolume).toList())
                .addToVolumes(new VolumeBuilder()
                        .withName("run")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build())
                .addToVolumes(new VolumeBuilder()
                        .withName("shared-memory")
                        .withNewEmptyDir()
                        .withMedium("Memory")
                        .withSizeLimit(new Quantity("256Mi"))
                        .endEmptyDir()
                        .build())
                .endSpec()
                .build();
    }

    private List<String> arguments() {
        long mebibytes = Resources.memoryBytes(database.resources()) >> 20;
        List<String> arguments = new ArrayList<>();
        arguments.add("postgres");
        setting(arguments, "hba_file", CONFIGURATION_FOLDER + "/pg_hba.conf");
        setting(arguments, "ssl", "on");
        setting(arguments, "ssl_min_protocol_version", "TLSv1.3");
        setting(arguments, "ssl_cert_file", ServiceManifests.TLS_FOLDER + "/tls.crt");
        setting(arguments, "ssl_key_file", ServiceManifests.TLS_FOLDER + "/tls.key");
        setting(arguments, "ssl_ca_file", ServiceManifests.TLS_FOLDER + "/ca.crt");
        setting(arguments, "shared_buffers", mebibytes / 4 + "MB");
        setting(arguments, "effective_cache_size", mebibytes * 3 / 4 + "MB");
        setting(arguments, "maintenance_work_mem", Math.clamp(mebibytes / 16, 16, 1024) + "MB");
        setting(arguments, "work_mem", Math.clamp(mebibytes / 128, 4, 64) + "MB");
        setting(arguments, "max_wal_size", "2GB");
        setting(arguments, "checkpoint_timeout", "15min");
        setting(arguments, "max_connections", "100");
        // Every chunk of a hypertable that a statement touches is a lock.
        setting(arguments, "max_locks_per_transaction", "256");
        setting(arguments, "max_worker_processes", "24");
        setting(arguments, "timescaledb.telemetry_level", "off");
        setting(arguments, "jit", "off");
        return arguments;
    }

    private static void setting(List<String> arguments, String name, String value) {
        arguments.add("-c");
        arguments.add(name + "=" + value);
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }
}
