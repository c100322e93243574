package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The query service with its Prometheus-compatible API.
 *
 * @param replicas how many pods, null for the preset's number
 * @param resources requests and limits, null for the preset's
 * @param corsOrigins origins of web pages that may ask
 * @param service how the Service is exposed
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QuerySpec(
        @Min(0)
        @Max(50)
        @Description("How many pods of the query service run; the preset's number where it is missing.")
        @Nullable
        Integer replicas,

        @Description("Requests and limits of the query service; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Size(max = 64)
        @Description("Origins of web pages that may ask it from a browser, for instance https://grafana.example.com.")
        List<@Form(TextForm.URL) String> corsOrigins,

        @Description("How the Service of the query service is exposed.")
        ServiceExposure service,

        @Description("Laid over the pods of the query service as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    public QuerySpec {
        corsOrigins = Absent.asEmpty(corsOrigins);
        service = Objects.requireNonNullElse(service, ServiceExposure.INSIDE);
    }

    /** As the preset has it. */
    public static final QuerySpec USUAL = new QuerySpec(null, null, List.of(), ServiceExposure.INSIDE, null);
}
