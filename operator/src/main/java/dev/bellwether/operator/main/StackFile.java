package dev.bellwether.operator.main;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.operator.desired.Hashes;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Objects that are applied once the definitions are there: the MonitoringStack of the chart, with its rules. They are applied
 * under a field manager of their own, so that what others have set beside them stays; an object that somebody has taken away
 * comes back with the next start.
 */
final class StackFile {
    private static final Logger LOG = LoggerFactory.getLogger(StackFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String FIELD_MANAGER = "bellwether-chart";

    private final KubernetesClient client;

    StackFile(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Applies every object of the file.
     *
     * @throws IllegalArgumentException where the file is not what it should be
     * @throws KubernetesClientException where the API server refuses one
     */
    void apply(Path file) {
        for (GenericKubernetesResource object : read(file)) {
            String hash = Hashes.of(object);
            HasMetadata present = client.resource(object).get();
            if (present != null && hash.equals(applied(present))) {
                continue;
            }
            ensureNamespace(object);
            object.getMetadata().getAnnotations().put(Labels.APPLIED_HASH, hash);
            client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
            LOG.info(
                    "object={} of {} is applied",
                    object.getKind() + " " + object.getMetadata().getName(),
                    file);
        }
    }

    private void ensureNamespace(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        if (namespace != null && client.namespaces().withName(namespace).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .fieldManager(FIELD_MANAGER)
                    .serverSideApply();
        }
    }

    /** As they stand there: typed objects would bring every default with them, and so own it. */
    private static List<GenericKubernetesResource> read(Path file) {
        List<GenericKubernetesResource> objects = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file)) {
            Load load =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build());
            for (Object document : load.loadAllFromInputStream(stream)) {
                if (document != null) {
                    objects.add(object(file, document));
                }
            }
            return objects;
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("BELLWETHER_STACK_FILE names " + file + ", which cannot be read", e);
        }
    }

    private static GenericKubernetesResource object(Path file, Object document) {
        GenericKubernetesResource object = JSON.convertValue(document, GenericKubernetesResource.class);
        if (object.getKind() == null
                || object.getMetadata() == null
                || object.getMetadata().getName() == null) {
            throw new IllegalArgumentException(file + " has a document without kind or metadata.name");
        }
        return object;
    }

    private static String applied(HasMetadata present) {
        Map<String, String> annotations = present.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Labels.APPLIED_HASH, "");
    }
}
