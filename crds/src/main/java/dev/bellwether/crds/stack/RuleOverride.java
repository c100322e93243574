package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a rule that somebody else has written.
 *
 * @param rule the rule's name, or namespace/name
 * @param threshold the number that the expression compares with, null for its own
 * @param severity the label severity, null for the rule's own
 * @param holdFor how long the expression must hold, null for the rule's own
 * @param disabled whether the rule is off
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "has(self.threshold) || has(self.severity) || has(self.__for__) || (has(self.disabled) && self.disabled)",
        message = "the override changes nothing; at least one of threshold, severity, for and disabled is needed")
public record RuleOverride(
        @Required @Form(TextForm.QUALIFIED_NAME) @Description("The name of the rule, or namespace/name.")
        String rule,

        @Form(TextForm.NUMBER)
        @Description("The number that the expression compares with, in quotes; the rule must compare with one number.")
        @Nullable
        String threshold,

        @Form(TextForm.LINE) @Description("The label severity.") @Nullable
        String severity,

        @JsonProperty("for") @Form(TextForm.DURATION) @Description("How long the expression must hold.") @Nullable
        String holdFor,

        @Description("Whether the rule is off.") Boolean disabled) {
    public RuleOverride {
        rule = Absent.asEmpty(rule);
        disabled = Objects.requireNonNullElse(disabled, false);
    }
}
