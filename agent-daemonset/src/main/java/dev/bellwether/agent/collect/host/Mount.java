package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.read.FileSystemStatus;
import org.jspecify.annotations.Nullable;

/** A mounted file system and what was last found out about it. */
final class Mount {
    final String mountPoint;
    final String pathFromAgent;
    final boolean accepted;
    final boolean readOnly;
    final String[] labels;
    final String[] infoLabels;

    /** Written by the thread that asks the kernel, read after the hand-over. */
    volatile @Nullable FileSystemStatus status;

    /** The reason why there is no status. */
    volatile String error = "";

    Mount(MountLine line, String pathFromAgent, boolean accepted) {
        this.mountPoint = line.mountPoint();
        this.pathFromAgent = pathFromAgent;
        this.accepted = accepted;
        this.readOnly = line.readOnly();
        this.labels =
                new String[] {"device", line.device(), "mountpoint", line.mountPoint(), "fstype", line.fileSystem()};
        this.infoLabels = new String[] {
            "device", line.device(), "major", line.major(), "minor", line.minor(), "mountpoint", line.mountPoint()
        };
    }

    /** The labels, with the reason where there is one. */
    String[] labelsWithError() {
        String reason = error;
        if (reason.isEmpty()) {
            return labels;
        }
        return new String[] {labels[0], labels[1], labels[2], labels[3], labels[4], labels[5], "device_error", reason};
    }
}
