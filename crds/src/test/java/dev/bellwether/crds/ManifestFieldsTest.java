package dev.bellwether.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.crds.generate.Definitions;
import dev.bellwether.crds.notifier.Notifier;
import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.silence.Silence;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule, a notifier or a silence has the same fields in Kubernetes and in a file. */
class ManifestFieldsTest {
    private static final String UNKNOWN = "qqqqqqqqqqqqqqqq";
    private static final Pattern ALLOWED = Pattern.compile(UNKNOWN + " is unknown; allowed are (.*)");

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of(AlertRule.class, "", "expr: up, preview: {last: 1h}"),
                Arguments.of(
                        Silence.class,
                        "",
                        "matchers: [a=b], startsAt: 2026-12-24T18:00:00Z, endsAt: 2026-12-24T18:00:00Z"),
                Arguments.of(Notifier.class, "", "webhook: {url: 'https://a.org'}, groupBy: [a]"),
                Arguments.of(Notifier.class, "limits", "webhook: {url: 'https://a.org'}, limits: {burst: 1, "),
                Arguments.of(
                        Notifier.class,
                        "activeTimes",
                        "webhook: {url: 'https://a.org'}, activeTimes: [{weekdays: [monday], "),
                Arguments.of(
                        Notifier.class,
                        "escalations",
                        "webhook: {url: 'https://a.org'}, escalations: [{after: 1m, notifier: a, "),
                Arguments.of(Notifier.class, "webhook", "webhook: {url: 'https://a.org', "),
                Arguments.of(Notifier.class, "slack", "slack: {url: 'https://a.org', "),
                Arguments.of(Notifier.class, "discord", "discord: {url: 'https://a.org', "),
                Arguments.of(Notifier.class, "email", "email: {host: a, from: a@b, to: [a@b], "),
                Arguments.of(Notifier.class, "pagerDuty", "pagerDuty: {routingKey: a, "),
                Arguments.of(Notifier.class, "opsgenie", "opsgenie: {apiKey: a, "),
                Arguments.of(Notifier.class, "teams", "teams: {url: 'https://a.org', "),
                Arguments.of(Notifier.class, "telegram", "telegram: {token: a, chatId: '1', "),
                Arguments.of(Notifier.class, "pushover", "pushover: {token: a, userKey: b, "),
                Arguments.of(Notifier.class, "ntfy", "ntfy: {topic: a, "),
                Arguments.of(Notifier.class, "alertmanager", "alertmanager: {urls: ['https://a.org'], "),
                Arguments.of(Notifier.class, "heartbeat", "heartbeat: {url: 'https://a.org', "));
    }

    @ParameterizedTest
    @MethodSource("places")
    void theFieldsAreThoseOfAFile(Class<? extends CustomResource<?, ?>> kind, String place, String specification) {
        // given
        Set<String> expected = new TreeSet<>(fieldsOfAFile(kind, place, specification));
        // when
        Set<String> found = new TreeSet<>(fieldsOfTheSchema(kind, place));
        // then
        assertThat(found).isEqualTo(expected);
    }

    private static Set<String> fieldsOfTheSchema(Class<? extends CustomResource<?, ?>> kind, String place) {
        JSONSchemaProps root = Definitions.of(kind)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
        JSONSchemaProps spec = field(root, "spec");
        JSONSchemaProps schema = place.isEmpty() ? spec : field(spec, place);
        return (schema.getItems() == null ? schema : schema.getItems().getSchema())
                .getProperties()
                .keySet();
    }

    private static JSONSchemaProps field(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }

    /** The reader of files names the allowed keys when it finds one that is not. */
    private static List<String> fieldsOfAFile(Class<?> kind, String place, String specification) {
        String open = place.isEmpty() ? specification + ", " : specification;
        String close = place.isEmpty() ? "" : specification.contains("[{") ? "}]" : "}";
        String manifest = "{apiVersion: bellwether.dev/v1alpha1, kind: " + kind.getSimpleName()
                + ", metadata: {name: a}, spec: {" + open + UNKNOWN + ": 1" + close + "}}";
        for (ManifestError error : ManifestReader.read("test.yaml", manifest).errors()) {
            Matcher allowed = ALLOWED.matcher(error.message());
            if (allowed.find()) {
                return List.of(allowed.group(1).split(", "));
            }
        }
        throw new AssertionError("no error names the allowed fields of " + manifest + ": "
                + ManifestReader.read("test.yaml", manifest).errors());
    }
}
