package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables of a container, in the order in which they are added. Not safe for use by many threads. */
final class Variables {
    private final List<EnvVar> variables = new ArrayList<>();

    Variables add(String name, String value) {
        variables.add(new EnvVarBuilder().withName(name).withValue(value).build());
        return this;
    }

    Variables add(String name, long value) {
        return add(name, Long.toString(value));
    }

    Variables addAll(Map<String, String> named) {
        new TreeMap<>(named).forEach(this::add);
        return this;
    }

    /** A field of the pod, such as {@code metadata.name}. */
    Variables field(String name, String path) {
        variables.add(new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath(path)
                .endFieldRef()
                .endValueFrom()
                .build());
        return this;
    }

    Variables secret(String name, String secret, String key) {
        variables.add(new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(secret)
                .withKey(key)
                .endSecretKeyRef()
                .endValueFrom()
                .build());
        return this;
    }

    List<EnvVar> list() {
        return List.copyOf(variables);
    }
}
