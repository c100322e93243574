package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.Free;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strategic overlay over pods.
 *
 * @param metadata labels and annotations, null for none
 * @param spec a part of a PodSpec
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodTemplate(
        @Description("Labels and annotations of the pods.") @Nullable
        Metadata metadata,

        @Free
        @Description(
                "Any part of a PodSpec, for instance nodeSelector, affinity, tolerations, priorityClassName, or containers and volumes, which are merged by name.")
        Map<String, Object> spec) {
    public PodTemplate {
        spec = Absent.asEmpty(spec);
    }

    /**
     * Labels and annotations of pods.
     *
     * @param labels labels by name
     * @param annotations annotations by name
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Metadata(
            @Size(max = 64) @Description("Labels by name. Those that the operator sets stay as they are.")
            Map<String, @Form(TextForm.LINE) String> labels,

            @Size(max = 64) @Description("Annotations by name.")
            Map<String, @Form(TextForm.TEXT) String> annotations) {
        public Metadata {
            labels = Absent.asEmpty(labels);
            annotations = Absent.asEmpty(annotations);
        }
    }
}
