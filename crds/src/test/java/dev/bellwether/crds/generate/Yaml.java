package dev.bellwether.crds.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Definitions as text and back. */
public final class Yaml {
    private static final String HEADING = "# Generated from the Java types in crds/; `make crds` writes it anew.\n";
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    /** The text of a definition's file. */
    public static String of(CustomResourceDefinition definition) {
        return HEADING + SERIALIZATION.asYaml(definition).substring("---\n".length());
    }

    /** The definition in a file's text. */
    public static CustomResourceDefinition definition(String text) {
        return SERIALIZATION.unmarshal(text, CustomResourceDefinition.class);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text + " is not JSON", e);
        }
    }
}
