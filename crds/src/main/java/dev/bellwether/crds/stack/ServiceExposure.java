package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import java.util.Objects;

/**
 * How a Service is exposed.
 *
 * @param type the type of the Service
 * @param annotations annotations of the Service
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceExposure(
        @Description("ClusterIP: inside the cluster alone. NodePort and LoadBalancer: from outside, too.")
        Type type,

        @Size(max = 64) @Description("Annotations of the Service, for instance for the cloud's load balancer.")
        Map<String, @Form(TextForm.TEXT) String> annotations) {
    public ServiceExposure {
        type = Objects.requireNonNullElse(type, Type.ClusterIP);
        annotations = Absent.asEmpty(annotations);
    }

    /** Inside the cluster, without annotations. */
    public static final ServiceExposure INSIDE = new ServiceExposure(Type.ClusterIP, Map.of());

    /** Types of Services. */
    public enum Type {
        ClusterIP,
        NodePort,
        LoadBalancer
    }
}
