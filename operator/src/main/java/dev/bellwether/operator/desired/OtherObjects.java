package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects of other operators' kinds. With them data would go, so they go with the stack only where its data does. */
final class OtherObjects {
    private OtherObjects() {}

    /** An object with a spec, whose fields stand in the order of their names. */
    static GenericKubernetesResource object(
            StackSettings settings,
            Component component,
            String apiVersion,
            String kind,
            String name,
            Map<String, Object> spec) {
        GenericKubernetesResource object = new GenericKubernetesResourceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withMetadata(CommonObjects.metadata(settings, component, name))
                .build();
        if (!settings.deleteData()) {
            object.getMetadata().setOwnerReferences(List.of());
        }
        object.setAdditionalProperties(new LinkedHashMap<>(Map.of("spec", ordered(spec))));
        return object;
    }

    private static Object ordered(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, field) -> sorted.put(String.valueOf(key), ordered(field)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(OtherObjects::ordered).toList()
                : value;
    }
}
