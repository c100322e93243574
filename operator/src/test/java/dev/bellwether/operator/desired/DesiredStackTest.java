package dev.bellwether.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DesiredStackTest {
    private static final String SMALL = """
            apiVersion: bellwether.dev/v1alpha1
            kind: MonitoringStack
            metadata: {name: main}
            spec: {}
            """;

    @Test
    void everyPodButTheAgentsIsRestricted() {
        // given
        DesiredStack desired = desired(SMALL);

        // when
        List<PodSpec> pods = desired.parts().entrySet().stream()
                .filter(part -> part.getKey() != Component.AGENT)
                .flatMap(part -> part.getValue().workload().stream())
                .map(workload -> template(workload).getSpec())
                .toList();

        // then
        assertThat(pods).hasSize(6).allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getVolumes())
                    .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
            assertThat(pod.getContainers()).allSatisfy(DesiredStackTest::isLockedDown);
        });
    }

    @Test
    void agentsHaveNoCapabilityAndReadTheirNodeOnly() {
        // given
        PodSpec pod = template(part(desired(SMALL), Component.AGENT).workload().orElseThrow())
                .getSpec();

        // when
        Container agent = pod.getContainers().getFirst();

        // then
        isLockedDown(agent);
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(agent.getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().startsWith("/host/"))
                .hasSize(3)
                .allSatisfy(mount -> assertThat(mount.getReadOnly()).isTrue());
    }

    @Test
    void nobodyGetsATokenThatOpensTheApiServer() {
        // given
        DesiredStack desired = desired(SMALL);

        // then
        assertThat(desired.all().filter(ServiceAccount.class::isInstance))
                .hasSize(7)
                .allSatisfy(account -> assertThat(((ServiceAccount) account).getAutomountServiceAccountToken())
                        .isFalse());
        assertThat(desired.parts().values())
                .flatExtracting(part -> part.workload().stream().toList())
                .allSatisfy(workload -> assertThat(template(workload).getSpec().getAutomountServiceAccountToken())
                        .isFalse());
    }

    @Test
    void everythingNamespacedIsOwnedByTheStack() {
        assertThat(desired(SMALL).all())
                .allSatisfy(object -> assertThat(object.getMetadata().getOwnerReferences())
                        .singleElement()
                        .satisfies(owner -> assertThat(owner.getName()).isEqualTo("main")));
    }

    @Test
    void theSameIsAlwaysTheSame() {
        assertThat(Hashes.of(desired(SMALL).all().toList()))
                .isEqualTo(Hashes.of(desired(SMALL).all().toList()));
    }

    @Test
    void aNewCertificateMakesNewPodsOfItsComponentAlone() {
        // given
        StackSettings settings = Examples.settings(SMALL);
        Facts before = Examples.facts(settings);
        Facts after = before.withSecretHashes(Map.of(settings.names().tls(Component.WRITER), "another"));

        // when
        DesiredStack one = DesiredStack.of(settings, before);
        DesiredStack other = DesiredStack.of(settings, after);

        // then
        assertThat(hash(other, Component.WRITER)).isNotEqualTo(hash(one, Component.WRITER));
        assertThat(hash(other, Component.GATEWAY)).isEqualTo(hash(one, Component.GATEWAY));
    }

    @Test
    void podsThatComeAndGoChangeWhatAgentsScrapeWithoutNewAgents() {
        // given
        StackSettings settings = Examples.settings(SMALL);
        Facts facts = Examples.facts(settings);
        Facts without = new Facts(
                facts.operatorNamespace(),
                facts.authority(),
                facts.secretHashes(),
                facts.agentKeys(),
                facts.agentIssuer(),
                facts.cluster(),
                facts.ownedNamespaces(),
                Optional.empty(),
                List.of());

        // when
        DesiredStack with = DesiredStack.of(settings, facts);
        DesiredStack other = DesiredStack.of(settings, without);

        // then
        assertThat(part(with, Component.AGENT).surroundings())
                .isNotEqualTo(part(other, Component.AGENT).surroundings());
        assertThat(part(with, Component.AGENT).workload())
                .isEqualTo(part(other, Component.AGENT).workload());
    }

    @Test
    void anOverlayThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> desired("""
                apiVersion: bellwether.dev/v1alpha1
                kind: MonitoringStack
                metadata: {name: main}
                spec:
                  query: {podTemplate: {spec: {containers: [{image: nameless}]}}}
                """))
                .isInstanceOf(InvalidStackException.class)
                .hasMessageContaining("spec.query.podTemplate")
                .hasMessageContaining("\"name\"");
        assertThatThrownBy(() -> desired("""
                apiVersion: bellwether.dev/v1alpha1
                kind: MonitoringStack
                metadata: {name: main}
                spec:
                  ingest: {writer: {podTemplate: {spec: {terminationGracePeriodSeconds: soon}}}}
                """))
                .isInstanceOf(InvalidStackException.class)
                .hasMessageStartingWith("spec.ingest.writer.podTemplate does not fit a pod template");
    }

    private static DesiredStack desired(String yaml) {
        StackSettings settings = Examples.settings(yaml);
        return DesiredStack.of(settings, Examples.facts(settings));
    }

    private static DesiredStack.Part part(DesiredStack desired, Component component) {
        return Objects.requireNonNull(desired.parts().get(component));
    }

    private static String hash(DesiredStack desired, Component component) {
        return Objects.requireNonNull(
                template(part(desired, component).workload().orElseThrow())
                        .getMetadata()
                        .getAnnotations()
                        .get(Labels.CONFIG_HASH));
    }

    private static PodTemplateSpec template(HasMetadata workload) {
        return switch (workload) {
            case Deployment deployment -> deployment.getSpec().getTemplate();
            case StatefulSet set -> set.getSpec().getTemplate();
            case DaemonSet set -> set.getSpec().getTemplate();
            default -> throw new IllegalArgumentException(workload.getKind());
        };
    }

    private static void isLockedDown(Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }
}
