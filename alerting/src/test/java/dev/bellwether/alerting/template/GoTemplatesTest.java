package dev.bellwether.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.alerting.template.GoCases.Case;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What templates give is what Go's packages gave for the same ones; an empty error is one that we word ourselves. */
class GoTemplatesTest {
    static List<Case> ofRules() {
        return GoCases.read("rule-templates.json");
    }

    static List<Case> ofMessages() {
        return GoCases.read("message-templates.json");
    }

    @ParameterizedTest
    @MethodSource("ofRules")
    void templatesOfRulesGiveWhatTheyGiveInPrometheus(Case example) {
        compare(example, GoCases.RULE_VARIABLES, GoCases.ruleData(), GoCases.ruleFunctions());
    }

    @ParameterizedTest
    @MethodSource("ofMessages")
    void templatesOfMessagesGiveWhatTheyGiveInAlertmanager(Case example) {
        compare(example, Map.of(), GoCases.messageData(), GoCases.messageFunctions());
    }

    private static void compare(Case example, Map<String, String> variables, Object data, TemplateFunctions functions) {
        String output = example.output();
        if (output != null) {
            assertThat(Template.parse("t", example.template(), variables).render(data, functions, TemplateLimits.RULE))
                    .isEqualTo(output);
            return;
        }
        TemplateException error = catchThrowableOfType(
                TemplateException.class,
                () -> Template.parse("t", example.template(), variables).render(data, functions, TemplateLimits.RULE));
        assertThat(error).as("error").isNotNull();
        assertThat(error).hasMessageMatching("(?s)template: t:\\d+:\\d+: .*");
        assertThat(error).hasMessageContaining(Objects.requireNonNull(example.error()));
    }
}
