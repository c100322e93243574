package dev.bellwether.agent.collect.cgroup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a control group tells about the container that it holds. Container runtimes and the kubelet put the
 * identifiers of containers and pods into it, in two spellings: by plain directories and by systemd's slices and scopes.
 *
 * @param containerId 64 hexadecimal digits, or nothing
 * @param podUid the pod's uid with dashes, or nothing
 */
record ContainerIdentity(String containerId, String podUid) {
    private static final Pattern CONTAINER = Pattern.compile("([0-9a-f]{64})(?:\\.scope)?$");
    private static final Pattern POD = Pattern.compile("pod([0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}"
            + "[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\\.slice)?(?:/|$)");

    static ContainerIdentity of(String path) {
        Matcher container = CONTAINER.matcher(path);
        Matcher pod = POD.matcher(path);
        return new ContainerIdentity(
                container.find() ? container.group(1) : "",
                pod.find() ? pod.group(1).replace('_', '-') : "");
    }
}
