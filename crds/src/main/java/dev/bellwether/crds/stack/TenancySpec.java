package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import java.util.Objects;

/**
 * What namespaces have to do with each other.
 *
 * @param namespaceMatcher whether a namespace sees itself alone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TenancySpec(
        @Description(
                "Enforced: rules, recorded series, templates, Notifiers and Silences of a namespace see and touch series and alerts with that label namespace alone. Off: they see all.")
        NamespaceMatcher namespaceMatcher) {
    public TenancySpec {
        namespaceMatcher = Objects.requireNonNullElse(namespaceMatcher, NamespaceMatcher.Off);
    }

    /** Namespaces see each other. */
    public static final TenancySpec OFF = new TenancySpec(NamespaceMatcher.Off);

    /** Whether a namespace sees itself alone. */
    public enum NamespaceMatcher {
        Enforced,
        Off
    }
}
