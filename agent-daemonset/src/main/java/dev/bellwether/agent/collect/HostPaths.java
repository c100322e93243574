package dev.bellwether.agent.collect;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the machine's own trees are mounted: {@code /proc} and so on, or {@code /host/proc} in a pod.
 *
 * @param proc the mount of procfs
 * @param sys the mount of sysfs
 * @param root the root of the machine's files, under which mount points are looked up
 * @param udevData udev's database of devices
 * @param run the machine's {@code /run}
 */
public record HostPaths(Path proc, Path sys, Path root, Path udevData, Path run) {
    /** Checks that every path is absolute. */
    public HostPaths {
        requireAbsolute("proc", proc);
        requireAbsolute("sys", sys);
        requireAbsolute("root", root);
        requireAbsolute("udevData", udevData);
        requireAbsolute("run", run);
    }

    private static void requireAbsolute(String name, Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(name + " must be an absolute path, got \"" + path + "\"");
        }
    }

    /** The paths of a process that runs on the machine itself. */
    public static HostPaths ofMachine() {
        return under(Path.of("/"));
    }

    /** The usual trees under another root, such as {@code /host}. */
    public static HostPaths under(Path root) {
        return new HostPaths(
                root.resolve("proc"), root.resolve("sys"), root, root.resolve("run/udev/data"), root.resolve("run"));
    }

    /** A file of procfs, such as {@code stat}. */
    public String proc(String file) {
        return proc + "/" + file;
    }

    /** A file of sysfs, such as {@code class/net}. */
    public String sys(String file) {
        return sys + "/" + file;
    }

    /**
     * A file of {@code /proc/net}. Where procfs is mounted elsewhere, the agent may live in another network namespace than
     * the machine, so the first process' view is taken where it can be read.
     */
    public String procNet(String file) {
        if (!proc.equals(Path.of("/proc"))) {
            Path ofFirstProcess = proc.resolve("1/net").resolve(file);
            if (Files.isReadable(ofFirstProcess)) {
                return ofFirstProcess.toString();
            }
        }
        return proc("net/" + file);
    }

    /** An absolute path of the machine, seen from the agent. */
    public String root(String absolute) {
        String prefix = root.toString();
        return prefix.equals("/") ? absolute : prefix + absolute;
    }
}
