package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;

/** What the pods of all components have in common: Pod Security <em>restricted</em>, a writable {@code /tmp}, no token. */
final class PodShape {
    /** Who processes of ours run as. */
    static final long USER = 65_532;

    static final String TMP = "tmp";

    private PodShape() {}

    static PodSecurityContext podSecurity(long user) {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withFsGroup(user)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /**
     * A pod template with one container, without volumes but {@code /tmp}.
     *
     * @param hash of everything that the process reads at its start
     */
    static PodTemplateSpec template(
            StackSettings settings, Component component, Container container, String hash, long graceSeconds) {
        StackNames names = settings.names();
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(names, component))
                .withAnnotations(Map.of(Labels.CONFIG_HASH, hash))
                .endMetadata()
                .withSpec(new PodSpecBuilder()
                        .withServiceAccountName(names.of(component))
                        .withAutomountServiceAccountToken(false)
                        .withEnableServiceLinks(false)
                        .withPriorityClassName(names.priority())
                        .withTerminationGracePeriodSeconds(graceSeconds)
                        .withSecurityContext(podSecurity(USER))
                        .withImagePullSecrets(settings.images().pullSecrets().stream()
                                .map(LocalObjectReference::new)
                                .toList())
                        .withContainers(container)
                        .withVolumes(new VolumeBuilder()
                                .withName(TMP)
                                .withNewEmptyDir()
                                .endEmptyDir()
                                .build())
                        .withTopologySpreadConstraints(new TopologySpreadConstraintBuilder()
                                .withMaxSkew(1)
                                .withTopologyKey("kubernetes.io/hostname")
                                .withWhenUnsatisfiable("ScheduleAnyway")
                                .withNewLabelSelector()
                                .withMatchLabels(Labels.selector(names, component))
                                .endLabelSelector()
                                .build())
                        .build())
                .build();
    }

    /** A look at a page of a process that speaks TLS. */
    static Probe page(String path, int port, int periodSeconds, int failures) {
        return page("HTTPS", path, port, periodSeconds, failures);
    }

    /** A look at a page of a process that does not speak TLS for its pages. */
    static Probe plainPage(String path, int port, int periodSeconds, int failures) {
        return page("HTTP", path, port, periodSeconds, failures);
    }

    private static Probe page(String scheme, String path, int port, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(port)
                .withScheme(scheme)
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(3)
                .withFailureThreshold(failures)
                .build();
    }

    /** A command in the container. */
    static Probe command(List<String> command, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand(command)
                .endExec()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(5)
                .withFailureThreshold(failures)
                .build();
    }

    /** A connection to a port. */
    static Probe connection(int port, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withNewPort(port)
                .endTcpSocket()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(3)
                .withFailureThreshold(failures)
                .build();
    }
}
