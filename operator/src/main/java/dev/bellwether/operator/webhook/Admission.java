package dev.bellwether.operator.webhook;

import dev.bellwether.operator.bridge.ObjectCheck;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an object may be written: not where it could never come into force. What it is asked has no consequence, so that a dry
 * run is answered as the real thing. Where it cannot tell, the object passes. Safe for use by many threads.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final Set<String> KINDS = Set.of("AlertRule", "PrometheusRule", "Notifier", "Silence");
    private static final int UNPROCESSABLE = 422;
    private static final int MOST_ERRORS = 10;
    /** The API server cuts what is longer. */
    private static final int LONGEST_WARNING = 256;

    private final KubernetesSerialization serialization;

    Admission(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    AdmissionResponse answer(AdmissionRequest request) {
        AdmissionResponse response = new AdmissionResponse();
        response.setUid(request.getUid());
        response.setAllowed(true);
        try {
            judge(request, response);
        } catch (RuntimeException e) {
            LOG.warn("{} {} passes unchecked", request.getKind(), request.getName(), e);
            response.setAllowed(true);
            response.setWarnings(List.of("Bellwether could not check this object; look at its status"));
        }
        return response;
    }

    private void judge(AdmissionRequest request, AdmissionResponse response) {
        GenericKubernetesResource object = object(request);
        if (object == null || !KINDS.contains(object.getKind())) {
            return;
        }
        String name = object.getMetadata().getName();
        String shown = name == null ? String.valueOf(object.getMetadata().getGenerateName()) : name;
        ObjectCheck check = ObjectCheck.of(shown, manifest(object, shown, request.getNamespace()));
        if (!check.errors().isEmpty()) {
            response.setAllowed(false);
            response.setStatus(refusal(object.getKind(), shown, check.errors()));
        }
        List<String> warnings = new ArrayList<>();
        check.warnings()
                .forEach(warning -> warnings.add(
                        warning.length() <= LONGEST_WARNING
                                ? warning
                                : warning.substring(0, LONGEST_WARNING - 1) + "…"));
        if (!warnings.isEmpty()) {
            response.setWarnings(warnings);
        }
    }

    /** What is to be written; null where something is to be removed, or is on its way out. */
    private @Nullable GenericKubernetesResource object(AdmissionRequest request) {
        Object given = request.getObject();
        if (given == null) {
            return null;
        }
        GenericKubernetesResource object = serialization.convertValue(given, GenericKubernetesResource.class);
        return object.getMetadata() == null || object.getMetadata().getDeletionTimestamp() != null ? null : object;
    }

    private String manifest(GenericKubernetesResource object, String name, @Nullable String namespace) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", namespace == null ? "default" : namespace);
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", object.getApiVersion());
        manifest.put("kind", object.getKind());
        manifest.put("metadata", metadata);
        Object spec = object.getAdditionalProperties().get("spec");
        manifest.put("spec", spec == null ? Map.of() : spec);
        return serialization.asJson(manifest);
    }

    private static Status refusal(String kind, String name, List<String> errors) {
        List<String> shown = errors.subList(0, Math.min(errors.size(), MOST_ERRORS));
        String more = errors.size() > shown.size() ? " (and " + (errors.size() - shown.size()) + " more)" : "";
        return new StatusBuilder()
                .withCode(UNPROCESSABLE)
                .withReason("Invalid")
                .withMessage(kind + " " + name + " is not valid: " + String.join("; ", shown) + more)
                .build();
    }
}
