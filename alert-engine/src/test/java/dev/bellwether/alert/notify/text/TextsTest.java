package dev.bellwether.alert.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.Factories;
import dev.bellwether.alert.notify.GroupMessage;
import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.Messages;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.MessageTemplates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
    private final Texts texts = new Texts(Factories.CLOCK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NEW | true | Firing: HighLoad (web-1)",
                "CHANGED | true | Firing: HighLoad (web-1)",
                "REPEAT | true | Still firing: HighLoad (web-1)",
                "ESCALATION | true | Escalated: HighLoad (web-1)",
                "TEST | true | [TEST] Firing: HighLoad (web-1)",
                "RESOLVED | false | Resolved: HighLoad (web-1)",
            })
    void theTitleSaysWhatHasHappened(Reason reason, boolean firing, String title) {
        GroupMessage message = Messages.of(reason, "", List.of(Messages.alert("web-1", firing)));

        assertThat(texts.title(MessageTemplates.DEFAULT, message, 250)).isEqualTo(title);
    }

    @Test
    void theTitleOfSeveralAlertsCountsThem() {
        assertThat(title(Messages.firing())).isEqualTo("Firing: HighLoad (1 firing, 1 resolved)");
        assertThat(title(Messages.flood(3))).isEqualTo("Firing: HighLoad (3 alerts)");
    }

    @Test
    void theTextSaysWhatAPersonNeeds() {
        assertThat(texts.body(MessageTemplates.DEFAULT, Messages.firing(), Markup.PLAIN, 4000))
                .isEqualTo("""
                job=node

                🔴 Load of web-1 is high
                It has been <above> 4 & grows.
                value 7.5 (threshold 4), since 2023-11-14 22:13:20 UTC
                instance=web-1
                Runbook: https://runbooks.example.org/HighLoad
                Dashboard: https://grafana.example.org/d/web-1
                Expression: https://bellwether.example.org/graph?q=load

                🟢 Load of web-2 is high
                It has been <above> 4 & grows.
                value 7.5 (threshold 4), from 2023-11-14 22:13:20 UTC for 2m 5s
                instance=web-2
                Runbook: https://runbooks.example.org/HighLoad
                Dashboard: https://grafana.example.org/d/web-2
                Expression: https://bellwether.example.org/graph?q=load""");
    }

    @Test
    void whatIsCutIsCounted() {
        String body = texts.body(MessageTemplates.DEFAULT, Messages.flood(30), Markup.PLAIN, 100_000);

        assertThat(body).contains("web-19").doesNotContain("web-20").endsWith("\n\nand 10 more");
    }

    @ParameterizedTest
    @EnumSource(Markup.class)
    void noTextIsLongerThanItMayBe(Markup markup) {
        GroupMessage hostile = Messages.of(
                Reason.NEW, "", List.of(hostile("<&\"*_>".repeat(500)), hostile("x"), hostile("y".repeat(5000))));
        for (int longest : new int[] {200, 500, 1024, 4096, 100_000}) {
            assertThat(texts.body(MessageTemplates.DEFAULT, hostile, markup, longest))
                    .hasSizeLessThanOrEqualTo(longest)
                    .isNotBlank();
        }
    }

    @Test
    void textsFromOutsideCannotMarkUp() {
        GroupMessage message = Messages.of(Reason.NEW, "", List.of(hostile("<!channel> *b* [a](http://x) <i>")));

        assertThat(body(message, Markup.SLACK)).contains("&lt;!channel&gt;").doesNotContain("<!");
        assertThat(body(message, Markup.MARKDOWN)).contains("\\[a\\]\\(http");
        assertThat(body(message, Markup.HTML)).contains("&lt;i&gt;").doesNotContain("<i>");
    }

    @Test
    void onlyWebAddressesBecomeLinks() {
        GroupMessage message = Messages.of(Reason.NEW, "", List.of(hostile("x")));

        assertThat(body(message, Markup.HTML)).doesNotContain("javascript").doesNotContain("href");
    }

    @Test
    void templatesSeeAlertmanagersData() {
        MessageTemplates templates = new MessageTemplates(
                "{{ .Status | toUpper }}: {{ .GroupLabels.alertname }}\n ({{ .Receiver }})",
                "{{ range .Alerts.Firing }}{{ .Labels.instance }}: {{ .Annotations.summary }}{{ end }}");

        assertThat(texts.title(templates, Messages.firing(), 250)).isEqualTo("FIRING: HighLoad (team)");
        assertThat(texts.body(templates, Messages.firing(), Markup.PLAIN, 1000))
                .isEqualTo("web-1: Load of web-1 is high");
    }

    @Test
    void aTemplateThatFailsCostsNoPage() {
        MessageTemplates templates = new MessageTemplates("{{ .Nothing.At.All }}", "{{ index .Alerts 7 }}");

        assertThat(texts.title(templates, Messages.firing(), 250)).isEqualTo("Firing: HighLoad (1 firing, 1 resolved)");
        assertThat(texts.body(templates, Messages.firing(), Markup.PLAIN, 4000))
                .startsWith("job=node")
                .contains("(template: text:1:");
    }

    @Test
    void htmlOfATemplateIsNotCutThroughItsElements() {
        MessageTemplates templates = new MessageTemplates("", "<b>" + "x".repeat(5000) + "</b>");

        assertThat(texts.body(templates, Messages.firing(), Markup.HTML, 4096)).startsWith("job=node");
        assertThat(texts.body(templates, Messages.firing(), Markup.SLACK, 3000))
                .hasSize(3000)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "7.5, 7.5",
        "4, 4",
        "1234567890123, 1234567890123",
        "0.1234567, 0.123457",
        "0.00000012345, 1.2345E-7",
        "1e30, 1E+30",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "-0.5, -0.5",
        "123456.789, 123457",
    })
    void numbersAreReadable(double number, String text) {
        assertThat(NumberText.of(number)).isEqualTo(text);
    }

    @Test
    void theWorstSeverityThatFiresCounts() {
        assertThat(MessageSeverity.of(Messages.firing())).isEqualTo(MessageSeverity.CRITICAL);
        assertThat(MessageSeverity.of(Messages.of(Reason.NEW, "", List.of(hostile("x")))))
                .isEqualTo(MessageSeverity.WARNING);
    }

    private String title(GroupMessage message) {
        return texts.title(MessageTemplates.DEFAULT, message, 250);
    }

    private String body(GroupMessage message, Markup markup) {
        return texts.body(MessageTemplates.DEFAULT, message, markup, 4000);
    }

    private static MessageAlert hostile(String text) {
        return new MessageAlert(
                "f",
                "r",
                Labels.of("alertname", "a" + text, "who", text),
                Map.of("summary", text, "description", text, "runbook_url", "javascript:alert(1)"),
                true,
                Messages.START,
                0,
                Double.NaN,
                null,
                "not an address");
    }
}
