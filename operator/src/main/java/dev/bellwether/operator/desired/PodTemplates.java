package dev.bellwether.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Map;
import java.util.Optional;

/** Lays a user's overlay over a pod template. */
final class PodTemplates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PodTemplates() {}

    /**
     * The template with the overlay; the labels by which its workload selects pods stay as they are.
     *
     * @param field the overlay's place in the spec, for the message of an error
     * @throws InvalidStackException where the overlay does not fit
     */
    static PodTemplateSpec overlaid(
            PodTemplateSpec template, Optional<JsonNode> overlay, Map<String, String> selector, String field) {
        if (overlay.isEmpty()) {
            return template;
        }
        try {
            ObjectNode merged = StrategicMerge.merge(JSON.valueToTree(template), overlay.get());
            PodTemplateSpec result = JSON.treeToValue(merged, PodTemplateSpec.class);
            return new PodTemplateSpecBuilder(result)
                    .editOrNewMetadata()
                    .addToLabels(selector)
                    .endMetadata()
                    .build();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new InvalidStackException(field + " does not fit a pod template: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new InvalidStackException(field + ": " + e.getMessage());
        }
    }
}
