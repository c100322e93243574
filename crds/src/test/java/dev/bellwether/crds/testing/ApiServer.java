package dev.bellwether.crds.testing;

import dev.bellwether.crds.BundledDefinitions;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A kube-apiserver with its etcd, started from the directory that the environment variable {@code KUBEBUILDER_ASSETS} names,
 * without root and on free ports of this machine. There are no controllers: nothing is garbage-collected, no Deployment makes
 * pods. Authorization is RBAC, and {@link #config} is an administrator's.
 *
 * <p>The server can be stopped and started again with what etcd has kept. {@link #close} ends both and deletes their data; a
 * test process that dies takes them with it. Safe for use by many threads, but for starting and stopping.
 */
public final class ApiServer implements AutoCloseable {
    /** Names the directory with {@code etcd}, {@code kube-apiserver} and {@code kubectl}. */
    public static final String ASSETS_VARIABLE = "KUBEBUILDER_ASSETS";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ATTEMPTS = 3;

    private final Path assets;
    private final Credentials credentials;
    private final List<String> moreArguments;
    private final Program etcd;
    private final int etcdPort;
    private final int port;
    private final Config config;
    private final KubernetesClient client;
    private @Nullable Program server;

    private ApiServer(Path assets, Credentials credentials, List<String> moreArguments) {
        this.assets = assets;
        this.credentials = credentials;
        this.moreArguments = List.copyOf(moreArguments);
        Path directory = credentials.directory();
        this.etcdPort = FreePort.find();
        this.etcd = Program.start(
                "etcd",
                directory.resolve("etcd.log"),
                List.of(
                        assets.resolve("etcd").toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + etcdPort,
                        "--advertise-client-urls=http://127.0.0.1:" + etcdPort,
                        "--listen-peer-urls=http://127.0.0.1:0",
                        "--unsafe-no-fsync",
                        "--log-level=warn"));
        this.port = FreePort.find();
        this.config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withCaCertFile(credentials.serverCertificates().toString())
                .withOauthToken(Credentials.ADMIN_TOKEN)
                .withNamespace("default")
                .withRequestRetryBackoffLimit(0)
                .build();
        credentials.writeKubeconfig(port);
        KubernetesClient made = null;
        try {
            startServer();
            made = new KubernetesClientBuilder().withConfig(config).build();
        } finally {
            if (made == null) {
                shutDown();
            }
        }
        this.client = made;
    }

    /** The directory with the programs, null where the environment names none. */
    public static @Nullable Path assets() {
        String directory = System.getenv(ASSETS_VARIABLE);
        return directory == null || directory.isBlank() ? null : Path.of(directory);
    }

    /** Starts a server without any of our definitions. */
    public static ApiServer startEmpty(String... moreArguments) {
        Path assets = assets();
        if (assets == null) {
            throw new IllegalStateException(ASSETS_VARIABLE + " is not set");
        }
        for (int attempt = 1; ; attempt++) {
            Credentials credentials = Credentials.create();
            try {
                return new ApiServer(assets, credentials, List.of(moreArguments));
            } catch (IllegalStateException e) {
                // Somebody else may have taken the port that was free a moment ago.
                credentials.delete();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Starts a server that knows the kinds of this module. */
    public static ApiServer start(String... moreArguments) {
        ApiServer started = startEmpty(moreArguments);
        boolean ready = false;
        try {
            started.applyDefinitions();
            ready = true;
            return started;
        } finally {
            if (!ready) {
                started.close();
            }
        }
    }

    /** Applies the definitions of this module and waits until the server serves them. */
    public void applyDefinitions() {
        BundledDefinitions.all().forEach(this::apply);
    }

    /** Applies a definition and waits until the server serves it. */
    public void apply(CustomResourceDefinition definition) {
        client.resource(definition).forceConflicts().serverSideApply();
        client.resource(definition).waitUntilCondition(ApiServer::isEstablished, 30, TimeUnit.SECONDS);
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        // The server writes null for the conditions that are not there yet.
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** How an administrator reaches the server; holds after a restart, too. */
    public Config config() {
        return new ConfigBuilder(config).build();
    }

    /** How a user reaches the server whom an administrator impersonates, for instance a ServiceAccount. */
    public Config configOf(String user, String... groups) {
        return new ConfigBuilder(config)
                .withImpersonateUsername(user)
                .withImpersonateGroups(groups)
                .build();
    }

    /** An administrator's client, closed with this server. */
    public KubernetesClient client() {
        return client;
    }

    /** An administrator's kubeconfig file. */
    public Path kubeconfig() {
        return credentials.kubeconfig();
    }

    /** Runs kubectl as an administrator and waits for its end. */
    public Kubectl.Result kubectl(String... arguments) {
        return kubectlWithInput("", arguments);
    }

    /** Runs kubectl as an administrator with a text as its standard input ({@code -f -}), and waits for its end. */
    public Kubectl.Result kubectlWithInput(String input, String... arguments) {
        return new Kubectl(assets.resolve("kubectl"), kubeconfig()).run(input, arguments);
    }

    /** Takes the server away, without a farewell to anybody; etcd goes on. */
    public void stopServer() {
        Program running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    /** Starts the server and waits until it is ready; at the same address as before. */
    public void startServer() {
        if (server != null) {
            throw new IllegalStateException("the API server runs already");
        }
        List<String> command = new ArrayList<>(List.of(
                assets.resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                "--allow-privileged=true",
                // Its admission waits for a controller that makes ServiceAccounts.
                "--disable-admission-plugins=ServiceAccount",
                "--profiling=false"));
        command.addAll(credentials.serverArguments());
        command.addAll(moreArguments);
        Program started =
                Program.start("kube-apiserver", credentials.directory().resolve("kube-apiserver.log"), command);
        server = started;
        try {
            started.awaitReady(PATIENCE, this::isReady);
        } catch (RuntimeException e) {
            stopServer();
            throw e;
        }
    }

    private boolean isReady() {
        if (!Files.exists(credentials.serverCertificates())) {
            return false;
        }
        try (KubernetesClient asking =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return "ok".equals(asking.raw("/readyz"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private void shutDown() {
        stopServer();
        etcd.stop();
        credentials.delete();
    }

    @Override
    public void close() {
        client.close();
        shutDown();
    }

    /** What the server has written to its log, for a test that failed. */
    public String log() {
        try {
            return Files.readString(credentials.directory().resolve("kube-apiserver.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
