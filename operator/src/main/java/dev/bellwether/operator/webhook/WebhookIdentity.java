package dev.bellwether.operator.webhook;

import dev.bellwether.operator.certificates.CertificatePolicy;
import dev.bellwether.operator.certificates.WebhookSecret;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the webhook shows to the API server, and how that comes to trust it: the certificate stands in a Secret that the
 * operator's replicas share, its authority in the webhook's configuration. Not safe for use by many threads, but for the
 * context.
 */
public final class WebhookIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookIdentity.class);
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final WebhookSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ChangingKeyManager shown = new ChangingKeyManager();

    /** @param client stays the caller's */
    public WebhookIdentity(KubernetesClient client, WebhookSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /** A server's context that always shows the newest certificate; {@link #refresh} must have succeeded once. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {shown}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /**
     * Makes certificate and authority, or renews what is due, and tells the API server; to be called now and then.
     *
     * @throws KubernetesClientException where the API server cannot be asked or refuses
     */
    public void refresh() {
        Map<String, String> data = secret();
        shown.show(WebhookSecret.keyManager(data));
        trust(WebhookSecret.trusted(data));
    }

    private Map<String, String> secret() {
        Secret present = client.secrets()
                .inNamespace(settings.namespace())
                .withName(settings.secret())
                .get();
        Map<String, String> before = texts(present);
        Map<String, String> wanted =
                WebhookSecret.renewed(before, settings.hosts(), CertificatePolicy.USUAL, random, clock);
        if (wanted.equals(before)) {
            return before;
        }
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(settings.secret())
                .withNamespace(settings.namespace())
                .addToLabels("app.kubernetes.io/part-of", "bellwether")
                .addToLabels("app.kubernetes.io/managed-by", Labels.OPERATOR)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData(encoded(wanted))
                .build();
        try {
            if (present == null) {
                client.resource(secret).create();
            } else {
                client.resource(secret)
                        .fieldManager(Labels.OPERATOR)
                        .forceConflicts()
                        .serverSideApply();
            }
        } catch (KubernetesClientException e) {
            if (present == null && e.getCode() == CONFLICT) {
                // Another replica was faster.
                return secret();
            }
            throw e;
        }
        LOG.info("secret={} has a certificate for the webhook", settings.secret());
        return wanted;
    }

    private static Map<String, String> texts(@Nullable Secret secret) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (secret != null && secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            texts.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return texts;
    }

    private static Map<String, String> encoded(Map<String, String> texts) {
        Map<String, String> encoded = new LinkedHashMap<>();
        texts.forEach((key, text) ->
                encoded.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return encoded;
    }

    private void trust(String authorities) {
        ValidatingWebhookConfiguration configuration = client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(settings.configuration())
                .get();
        if (configuration == null) {
            LOG.warn("configuration={} is not there: nothing is sent to the webhook", settings.configuration());
            return;
        }
        String bundle = Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.UTF_8));
        List<String> changes = new ArrayList<>();
        List<ValidatingWebhook> webhooks = configuration.getWebhooks();
        for (int i = 0; i < webhooks.size(); i++) {
            if (!bundle.equals(webhooks.get(i).getClientConfig().getCaBundle())) {
                changes.add("{\"op\":\"add\",\"path\":\"/webhooks/" + i + "/clientConfig/caBundle\",\"value\":\""
                        + bundle + "\"}");
            }
        }
        if (!changes.isEmpty()) {
            client.resource(configuration)
                    .patch(PatchContext.of(PatchType.JSON), "[" + String.join(",", changes) + "]");
            LOG.info("configuration={} trusts the webhook", settings.configuration());
        }
    }
}
