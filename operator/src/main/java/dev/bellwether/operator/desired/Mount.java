package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Files of a Secret or a ConfigMap in a container, read-only.
 *
 * @param volume the volume's name in the pod
 * @param kind where the files come from
 * @param source the name of the Secret or ConfigMap
 * @param path the folder in the container
 * @param files the keys to show with the names of their files; all where empty
 */
record Mount(String volume, Kind kind, String source, String path, Map<String, String> files) {
    /** Owner and group may read: Secrets belong to root and to the pod's group. */
    private static final int MODE = 0440;

    enum Kind {
        SECRET,
        CONFIG_MAP
    }

    Mount {
        files = Map.copyOf(files);
    }

    static Mount secret(String volume, String source, String path, String... keys) {
        return new Mount(volume, Kind.SECRET, source, path, own(keys));
    }

    static Mount configMap(String volume, String source, String path, String... keys) {
        return new Mount(volume, Kind.CONFIG_MAP, source, path, own(keys));
    }

    private static Map<String, String> own(String... keys) {
        return Arrays.stream(keys).collect(Collectors.toMap(key -> key, key -> key));
    }

    /** The same with one more key, under another name. */
    Mount file(String key, String name) {
        Map<String, String> more = new HashMap<>(files);
        more.put(key, name);
        return new Mount(volume, kind, source, path, more);
    }

    Volume toVolume() {
        List<KeyToPath> items = files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(file -> new KeyToPath(file.getKey(), null, file.getValue()))
                .toList();
        VolumeBuilder builder = new VolumeBuilder().withName(volume);
        return switch (kind) {
            case SECRET ->
                builder.withNewSecret()
                        .withSecretName(source)
                        .withDefaultMode(MODE)
                        .withItems(items)
                        .endSecret()
                        .build();
            case CONFIG_MAP ->
                builder.withNewConfigMap()
                        .withName(source)
                        .withDefaultMode(MODE)
                        .withItems(items)
                        .endConfigMap()
                        .build();
        };
    }

    VolumeMount toMount() {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }
}
