package dev.bellwether.operator.webhook;

import dev.bellwether.operator.certificates.ServingCertificate;
import dev.bellwether.process.TlsFiles;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook as a whole: its certificate, which all replicas share in a Secret; the server; and the authority in the
 * ValidatingWebhookConfiguration, put right every minute, for an upgrade of the chart takes it away. Every replica answers.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final String FIELD_MANAGER = "bellwether-operator";
    private static final String AUTHORITY = "ca.crt";
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";

    private final KubernetesClient client;
    private final WebhookSettings settings;
    private final Clock clock;
    private final Path directory;
    private final AdmissionServer server;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook").daemon(true).factory());

    private Webhook(KubernetesClient client, WebhookSettings settings, Clock clock, Path directory) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.directory = directory;
        look();
        this.server = AdmissionServer.start(
                settings.port(),
                new TlsFiles(directory.resolve(CERTIFICATE), directory.resolve(KEY), Optional.empty()).context(),
                client.getKubernetesSerialization());
    }

    /**
     * Starts it; blocks until its certificate is there.
     *
     * @param client stays the caller's
     * @throws KubernetesClientException where the API server does not answer
     */
    public static Webhook start(KubernetesClient client, WebhookSettings settings, Clock clock) {
        try {
            Webhook webhook = new Webhook(client, settings, clock, Files.createTempDirectory("webhook"));
            var unused = webhook.looking.scheduleWithFixedDelay(webhook::lookAgain, 1, 1, TimeUnit.MINUTES);
            return webhook;
        } catch (IOException e) {
            throw new UncheckedIOException("the webhook has no place for its certificate: " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("the webhook's certificate cannot be looked after now: {}", e.toString());
        }
    }

    private void look() {
        ServingCertificate certificate = certificate();
        try {
            write(KEY, certificate.key());
            write(CERTIFICATE, certificate.certificate());
        } catch (IOException e) {
            throw new UncheckedIOException("the webhook's certificate cannot be written: " + e.getMessage(), e);
        }
        register(certificate.authority());
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    private ServingCertificate certificate() {
        Secret there = client.secrets()
                .inNamespace(settings.namespace())
                .withName(settings.secret())
                .get();
        if (there != null) {
            ServingCertificate found = read(there);
            if (!found.certificate().isEmpty() && !found.isOld(clock.instant())) {
                return found;
            }
        }
        ServingCertificate made = ServingCertificate.make(settings.service(), settings.hosts(), clock);
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(settings.secret())
                .withNamespace(settings.namespace())
                .addToLabels("app.kubernetes.io/part-of", "bellwether")
                .addToLabels("app.kubernetes.io/managed-by", FIELD_MANAGER)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(Map.of(
                        AUTHORITY,
                        encoded(made.authority()),
                        CERTIFICATE,
                        encoded(made.certificate()),
                        KEY,
                        encoded(made.key())))
                .build();
        try {
            if (there == null) {
                client.resource(secret).create();
            } else {
                secret.getMetadata().setResourceVersion(there.getMetadata().getResourceVersion());
                client.resource(secret).update();
            }
            return made;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                LOG.info("another replica has made the webhook's certificate");
                return read(client.secrets()
                        .inNamespace(settings.namespace())
                        .withName(settings.secret())
                        .require());
            }
            throw e;
        }
    }

    private static ServingCertificate read(Secret secret) {
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        return new ServingCertificate(
                decoded(data.get(AUTHORITY)), decoded(data.get(CERTIFICATE)), decoded(data.get(KEY)));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(@Nullable String text) {
        return text == null ? "" : new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Until that is done, and where it is not, objects pass. */
    private void register(String authority) {
        ValidatingWebhookConfiguration there = client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(settings.configuration())
                .get();
        if (there == null) {
            LOG.warn("there is no ValidatingWebhookConfiguration {}: nothing is asked", settings.configuration());
            return;
        }
        String bundle = encoded(authority);
        boolean right = there.getWebhooks().stream()
                .allMatch(webhook -> bundle.equals(webhook.getClientConfig().getCaBundle()));
        if (!right) {
            there.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(bundle));
            client.resource(there).update();
            LOG.info("the webhook's authority is in {}", settings.configuration());
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        server.close();
    }
}
