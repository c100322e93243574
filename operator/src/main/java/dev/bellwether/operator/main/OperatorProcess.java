package dev.bellwether.operator.main;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.certificates.CertificatePolicy;
import dev.bellwether.operator.certificates.StackSecrets;
import dev.bellwether.operator.desired.Labels;
import dev.bellwether.operator.reconcile.ReconcilerSetting;
import dev.bellwether.operator.reconcile.StackBridge;
import dev.bellwether.operator.reconcile.StackReconciler;
import dev.bellwether.operator.reconcile.TrimmedStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator: definitions, leadership, reconciliation. Of several only the leader reconciles and has bridges; the others
 * stand by with full caches.
 */
public final class OperatorProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
    private static final int THREADS = 4;
    private static final int RECONCILIATIONS_A_SECOND = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final OperatorSettings settings;
    private final StackReconciler reconciler;
    private final Operator operator;
    private volatile boolean leads;
    private volatile boolean started;
    private volatile @Nullable Thread stackFileThread;
    private boolean closed;

    /**
     * An operator that does nothing before it is started.
     *
     * @param client stays the caller's
     * @param version of Bellwether
     * @param bridges starts what goes on between the API server and a log; empty for nothing
     * @param exit what is done when leadership is lost: the process ends, for what it knew is old
     */
    public OperatorProcess(
            KubernetesClient client,
            OperatorSettings settings,
            String version,
            Optional<StackBridge.Factory> bridges,
            Clock clock,
            Runnable exit) {
        this.client = client;
        this.settings = settings;
        this.reconciler = new StackReconciler(
                client,
                new ReconcilerSetting(
                        settings.images(),
                        settings.namespace(),
                        version,
                        new StackSecrets(CertificatePolicy.USUAL, new SecureRandom(), clock),
                        bridges,
                        clock));
        this.operator = new Operator(configuration -> configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .checkingCRDAndValidateLocalModel(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withConcurrentReconciliationThreads(THREADS)
                .withReconciliationTerminationTimeout(STOP)
                .withUseSSAToPatchPrimaryResource(true)
                .withLeaderElectionConfiguration(leaderElection(exit)));
        operator.register(
                reconciler,
                configuration -> configuration
                        .withName("monitoringstack")
                        .withFieldManager(Labels.OPERATOR)
                        .withGenerationAware(false)
                        .withTriggerReconcilerOnAllEvents(true)
                        .withItemStore(new TrimmedStore<MonitoringStack>())
                        .withRateLimiter(new LinearRateLimiter(Duration.ofSeconds(1), RECONCILIATIONS_A_SECOND))
                        .withRetry(new GenericRetry()
                                .withoutMaxAttempts()
                                .setInitialInterval(Duration.ofSeconds(1))
                                .setIntervalMultiplier(2)
                                .setMaxInterval(LONGEST_PAUSE.toMillis()))
                        .withReconciliationMaxInterval(LONGEST_PAUSE));
    }

    private LeaderElectionConfiguration leaderElection(Runnable exit) {
        Runnable stopped = () -> {
            if (leads) {
                leads = false;
                LOG.warn("operator={} leads no more", settings.identity());
                exit.run();
            }
        };
        return new LeaderElectionConfiguration(
                settings.lease(),
                settings.namespace(),
                settings.timing().duration(),
                settings.timing().renewDeadline(),
                settings.timing().retry(),
                settings.identity(),
                new LeaderCallbacks(this::leading, stopped, leader -> LOG.info("operator={} leads", leader)),
                false);
    }

    /** Brings the definitions and stands for election; returns when caches are filled. */
    public void start() {
        Definitions definitions = new Definitions(client);
        if (settings.definitionsManaged()) {
            definitions.apply();
        }
        definitions.await();
        operator.start();
        started = true;
    }

    /** Not on the thread that renews the lease. */
    private void leading() {
        leads = true;
        settings.stackFile()
                .ifPresent(file ->
                        stackFileThread = Thread.ofVirtual().name("stack-file").start(() -> applyUntilDone(file)));
    }

    private void applyUntilDone(Path file) {
        StackFile stackFile = new StackFile(client);
        while (leads) {
            try {
                stackFile.apply(file);
                return;
            } catch (RuntimeException e) {
                LOG.error("file={} cannot be applied and is tried again: {}", file, e.toString());
            }
            try {
                Thread.sleep(AGAIN);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether this is the one that reconciles. */
    public boolean leads() {
        return leads;
    }

    /** Why it cannot do its work; empty where it can, also while another leads. */
    public Optional<String> problem() {
        return started ? Optional.empty() : Optional.of("the operator starts");
    }

    /** Gives leadership back and stops; what runs in the cluster goes on. */
    @Override
    public synchronized void close() {
        leads = false;
        if (!closed) {
            closed = true;
            Thread running = stackFileThread;
            if (running != null) {
                running.interrupt();
            }
            operator.stop();
            reconciler.close();
        }
    }
}
