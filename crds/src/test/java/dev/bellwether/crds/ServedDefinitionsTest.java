package dev.bellwether.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.crds.alert.Alert;
import dev.bellwether.crds.alert.AlertStatus;
import dev.bellwether.crds.alert.AlertStatus.LogPosition;
import dev.bellwether.crds.alert.AlertStatus.RuleReference;
import dev.bellwether.crds.generate.Definitions;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.crds.testing.WithApiServer;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions as the API server understands them. */
@WithApiServer
class ServedDefinitionsTest {
    private final ApiServer server;

    ServedDefinitionsTest(ApiServer server) {
        this.server = server;
    }

    static List<Class<? extends CustomResource<?, ?>>> kinds() {
        return Api.KINDS;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theServerFindsNoFaultInADefinition(Class<? extends CustomResource<?, ?>> kind) {
        // when
        CustomResourceDefinition served = server.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(CustomResource.getCRDName(kind))
                .get();
        // then
        assertThat(served.getStatus().getConditions())
                .extracting(CustomResourceDefinitionCondition::getType, CustomResourceDefinitionCondition::getStatus)
                .contains(tuple("NamesAccepted", "True"), tuple("Established", "True"));
        assertThat(served.getStatus().getConditions())
                .extracting(CustomResourceDefinitionCondition::getType)
                .doesNotContain("NonStructuralSchema", "KubernetesAPIApprovalPolicyConformant");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void kubectlExplainsEveryField(Class<? extends CustomResource<?, ?>> kind) {
        // given
        JSONSchemaProps schema = Definitions.of(kind)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
        for (Map.Entry<String, JSONSchemaProps> part : schema.getProperties().entrySet()) {
            // when
            String explained = server.kubectl("explain", HasMetadata.getPlural(kind) + "." + part.getKey())
                    .succeeded();
            // then
            assertThat(words(explained))
                    .contains(part.getValue().getProperties().values().stream()
                            .map(field -> words(field.getDescription()))
                            .toList());
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void shortNamesAndTheCategoryAreUnderstood() {
        assertThat(List.of("mstack", "arule", "ntf", "sil", "malert", "monitoring"))
                .allSatisfy(name -> assertThat(
                                server.kubectl("get", name, "-A", "-o", "name").exitCode())
                        .as(name)
                        .isZero());
    }

    @Test
    void alertsAreShownWithWhatMatters() {
        // given
        Alert alert = new Alert();
        alert.setMetadata(new ObjectMetaBuilder()
                .withName("disk-full-1a2b")
                .withNamespace("default")
                .build());
        Alert created = server.client().resource(alert).create();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        created.setStatus(new AlertStatus(
                1L,
                List.of(new ConditionBuilder()
                        .withType("Firing")
                        .withStatus("True")
                        .withReason("ExpressionHolds")
                        .withMessage("The expression holds.")
                        .withLastTransitionTime(now)
                        .build()),
                "Firing",
                "critical",
                now,
                null,
                "0.03",
                "Disk / is almost full.",
                null,
                null,
                Map.of("alertname", "DiskFull"),
                new RuleReference("AlertRule", "default", "disk-full", "default/disk-full"),
                List.of("default/pager"),
                new LogPosition(2, 4711),
                "main"));
        // when
        Alert written = server.client().resource(created).updateStatus();
        String table = server.kubectl("get", "alerts", "-n", "default").succeeded();
        String wide =
                server.kubectl("get", "alerts", "-n", "default", "-o", "wide").succeeded();
        String waited = server.kubectl(
                        "wait", "--for=condition=Firing", "-n", "default", "alert/disk-full-1a2b", "--timeout=10s")
                .succeeded();
        // then
        assertThat(written.getStatus()).isEqualTo(created.getStatus());
        assertThat(words(table)).contains("NAME STATE SEVERITY SINCE VALUE SUMMARY");
        assertThat(words(table)).containsPattern("disk-full-1a2b Firing critical \\d+s 0.03 Disk / is almost full\\.");
        assertThat(words(wide)).contains("ACKNOWLEDGED BY RULE RECEIVERS AGE").contains("disk-full");
        assertThat(waited).contains("condition met");
        server.client().resource(created).delete();
    }

    @Test
    void anAlertIsAcknowledgedByAPatch() {
        // given
        Alert alert = new Alert();
        alert.setMetadata(new ObjectMetaBuilder()
                .withName("acknowledged")
                .withNamespace("default")
                .build());
        server.client().resource(alert).create();
        // when
        server.kubectl(
                        "patch",
                        "alert",
                        "acknowledged",
                        "-n",
                        "default",
                        "--type=merge",
                        "-p",
                        "{\"spec\": {\"acknowledged\": true, \"acknowledgedBy\": \"ada\"}}")
                .succeeded();
        // then
        Alert found = server.client()
                .resources(Alert.class)
                .inNamespace("default")
                .withName("acknowledged")
                .get();
        assertThat(found.getSpec().acknowledged()).isTrue();
        assertThat(found.getSpec().acknowledgedBy()).isEqualTo("ada");
        server.client().resource(found).delete();
    }
}
