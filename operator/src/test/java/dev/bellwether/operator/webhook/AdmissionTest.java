package dev.bellwether.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final Admission admission = new Admission(serialization);

    @Test
    void whatCanBeInForcePasses() {
        AdmissionResponse response = ask("AlertRule", "{expr: load > 5, for: 5m, preview: {last: 24h}}");
        assertThat(response.getAllowed()).isTrue();
        assertThat(response.getUid()).isEqualTo("42");
        assertThat(response.getWarnings()).isNullOrEmpty();
    }

    @Test
    void aTypoIsRefusedWithItsPlace() {
        AdmissionResponse response = ask("AlertRule", "{expr: 'load >> 5'}");
        assertThat(response.getAllowed()).isFalse();
        assertThat(response.getStatus().getCode()).isEqualTo(422);
        assertThat(response.getStatus().getMessage())
                .startsWith("AlertRule a is not valid: spec.expr: 1:7: parse error:");
    }

    @Test
    void whatIsNoMistakeButSurprisingIsAWarning() {
        AdmissionResponse response = ask("AlertRule", "{expr: load > 5, for: 10s, interval: 1m}");
        assertThat(response.getAllowed()).isTrue();
        assertThat(response.getWarnings()).singleElement().asString().startsWith("a: for is 10s, shorter than");
    }

    @Test
    void filesOfTheEngineAreRefusedAndSecretsInTheOpenAreWarnedOf() {
        AdmissionResponse file = ask("Notifier", "{pagerDuty: {routingKeyFrom: {file: /etc/passwd}}}");
        assertThat(file.getAllowed()).isFalse();
        assertThat(file.getStatus().getMessage()).contains("routingKeyFrom names a file, which is not allowed");
        AdmissionResponse open = ask("Notifier", "{pagerDuty: {routingKey: s3cret}}");
        assertThat(open.getAllowed()).isTrue();
        assertThat(open.getWarnings()).singleElement().asString().doesNotContain("s3cret");
        AdmissionResponse closed =
                ask("Notifier", "{pagerDuty: {routingKeyFrom: {secretKeyRef: {name: pager, key: key}}}}");
        assertThat(closed.getAllowed()).isTrue();
        assertThat(closed.getWarnings()).isNullOrEmpty();
    }

    @Test
    void whatIsRemovedOrNoneOfOursPasses() {
        AdmissionRequest removal = new AdmissionRequest();
        removal.setUid("42");
        assertThat(admission.answer(removal).getAllowed()).isTrue();
        assertThat(ask("Alert", "{acknowledged: maybe}").getAllowed()).isTrue();
    }

    @Test
    void whatCannotBeCheckedPasses() {
        AdmissionRequest request = new AdmissionRequest();
        request.setUid("42");
        request.setObject("no object");
        AdmissionResponse response = admission.answer(request);
        assertThat(response.getAllowed()).isTrue();
        assertThat(response.getWarnings())
                .containsExactly("Bellwether could not check this object; look at its status");
    }

    private AdmissionResponse ask(String kind, String spec) {
        AdmissionRequest request = new AdmissionRequest();
        request.setUid("42");
        request.setNamespace("shop");
        request.setObject(serialization.unmarshal(
                "apiVersion: bellwether.dev/v1alpha1\nkind: " + kind + "\nmetadata: {name: a, namespace: shop}\nspec: "
                        + spec,
                GenericKubernetesResource.class));
        return admission.answer(request);
    }
}
