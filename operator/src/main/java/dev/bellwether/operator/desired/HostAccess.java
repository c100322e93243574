package dev.bellwether.operator.desired;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/**
 * Every exception from Pod Security <em>restricted</em> that Bellwether needs; all of them are the agents'. They read their
 * node's {@code /proc}, {@code /sys} and file systems through host paths that are mounted read-only, and write ahead to one
 * folder of the node, so that what was not sent survives their pod. They are root, for much of {@code /proc} is shown to
 * root alone and that folder belongs to root, but without a single capability, without a way to get one, and with a root
 * file system they cannot write to. With {@code hostPID} they see the node's processes under the numbers that the node gives
 * them.
 */
final class HostAccess {
    static final String PROC = "/host/proc";
    static final String SYS = "/host/sys";
    static final String ROOT = "/host/root";
    static final String DATA = "data";

    /** The level that the agents' namespace needs: host paths are refused by all others. */
    static final String POD_SECURITY = "privileged";

    private static final String DATA_FOLDER = "/var/lib/bellwether/";

    private HostAccess() {}

    static PodSecurityContext podSecurity() {
        return new PodSecurityContextBuilder()
                .withRunAsUser(0L)
                .withRunAsGroup(0L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withPrivileged(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    static List<Volume> volumes(String stack) {
        return List.of(
                path("proc", "/proc", "Directory"),
                path("sys", "/sys", "Directory"),
                path("root", "/", "Directory"),
                path(DATA, DATA_FOLDER + stack, "DirectoryOrCreate"));
    }

    static List<VolumeMount> mounts() {
        return List.of(
                mount("proc", PROC).build(),
                mount("sys", SYS).build(),
                // File systems that the node mounts later on appear in it.
                mount("root", ROOT).withMountPropagation("HostToContainer").build());
    }

    private static Volume path(String name, String path, String type) {
        return new VolumeBuilder().withName(name).withNewHostPath(path, type).build();
    }

    private static VolumeMountBuilder mount(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true);
    }
}
