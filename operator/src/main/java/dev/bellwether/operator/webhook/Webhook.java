package dev.bellwether.operator.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook as a part of the operator: its certificate, kept good, and its server. Every replica answers, whoever leads.
 * Where the API server is away at the start, it is tried again.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final long SECONDS = 30;

    private final KubernetesClient client;
    private final WebhookSettings settings;
    private final WebhookIdentity identity;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-certificate").factory());
    private @Nullable AdmissionServer server;

    /** @param client stays the caller's */
    public Webhook(KubernetesClient client, WebhookSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.identity = new WebhookIdentity(client, settings, clock);
    }

    /** Starts; returns at once. */
    public void start() {
        thread.scheduleWithFixedDelay(this::refresh, 0, SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void refresh() {
        try {
            identity.refresh();
            if (server == null && !thread.isShutdown()) {
                server =
                        AdmissionServer.start(settings.port(), identity.context(), client.getKubernetesSerialization());
                LOG.info("port={} is the webhook's", settings.port());
            }
        } catch (RuntimeException e) {
            LOG.warn("the webhook's certificate cannot be looked after: {}", e.toString());
        }
    }

    @Override
    public synchronized void close() {
        thread.shutdownNow();
        if (server != null) {
            server.close();
        }
    }
}
