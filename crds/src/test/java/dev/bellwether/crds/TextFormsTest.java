package dev.bellwether.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.routing.MatcherText;
import dev.bellwether.alerting.routing.TimeIntervalText;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import dev.bellwether.promql.parser.PromqlDuration;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server takes a text where the reader of files takes it, and refuses it where that does. */
@WithApiServer
class TextFormsTest {
    private final ApiServer server;

    TextFormsTest(ApiServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0s",
                "5m",
                "90s",
                "1h30m",
                "1d",
                "2w",
                "1y2w3d4h5m6s7ms",
                "100ms",
                "007s",
                "",
                "5",
                "m",
                "5 m",
                "1.5h",
                "-5m",
                "5M",
                "30m1h",
                "1h1h",
                "5min",
                "1s500",
                "1ms1s"
            })
    void durations(String text) {
        sameAnswer(text, PromqlDuration::parse, "AlertRule", Map.of("expr", "up", "for", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b",
                "a=\"b\"",
                " a != b ",
                "a=~\"b|c\"",
                "a!~b",
                "a=",
                "_a1=b",
                "a=b\nc",
                "a",
                "=b",
                "1a=b",
                "a b=c",
                "a==b",
                "a~=b",
                "\"a\"=b"
            })
    void matchers(String text) {
        sameAnswer(
                text,
                MatcherText::parse,
                "Silence",
                Map.of(
                        "matchers",
                        List.of(text),
                        "startsAt",
                        "2026-12-24T18:00:00Z",
                        "endsAt",
                        "2026-12-24T18:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monday",
                "Monday",
                "monday:friday",
                " monday : friday ",
                "mon",
                "1",
                "monday-friday",
                "monday:",
                ""
            })
    void weekdays(String text) {
        sameAnswer(text, TimeIntervalText::weekdays, "Notifier", interval("weekdays", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5:8", "may", "May:august", "1:december", "mai", "may:", "123456", ""})
    void months(String text) {
        sameAnswer(text, TimeIntervalText::months, "Notifier", interval("months", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1:5", "-3:-1", " 7 ", "2026:2030", "12345", "1-5", "one", "1:", ""})
    void numbers(String text) {
        sameAnswer(text, TimeIntervalText::numbers, "Notifier", interval("years", text));
    }

    private static Map<String, Object> interval(String key, String text) {
        return Map.of("webhook", Map.of("url", "https://a.org"), "muteTimes", List.of(Map.of(key, List.of(text))));
    }

    private void sameAnswer(String text, Consumer<String> reader, String kind, Map<String, Object> spec) {
        // given
        boolean expected = succeeds(() -> reader.accept(text), IllegalArgumentException.class);
        GenericKubernetesResource object = new GenericKubernetesResourceBuilder()
                .withApiVersion("bellwether.dev/v1alpha1")
                .withKind(kind)
                .withNewMetadata()
                .withName("text-forms")
                .withNamespace("default")
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
        // when
        boolean found =
                succeeds(() -> server.client().resource(object).dryRun().create(), KubernetesClientException.class);
        // then
        assertThat(found).as("whether the API server takes \"%s\"", text).isEqualTo(expected);
    }

    private static boolean succeeds(Runnable action, Class<? extends RuntimeException> refusal) {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            if (refusal.isInstance(e)) {
                return false;
            }
            throw e;
        }
    }
}
