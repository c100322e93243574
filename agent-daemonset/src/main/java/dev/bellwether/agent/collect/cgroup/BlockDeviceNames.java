package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.read.FileText;
import java.util.HashMap;
import java.util.Map;

/** Paths of block devices by their numbers. Used by one thread. */
final class BlockDeviceNames {
    private static final int MAX_KNOWN = 10_000;
    private static final String KEY = "DEVNAME=";

    private final String directory;
    private final FileText text = new FileText();
    private final Map<String, String> known = new HashMap<>();

    BlockDeviceNames(HostPaths paths) {
        this.directory = paths.sys("dev/block/");
    }

    /** The path of a device such as {@code 8:0}, or nothing where sysfs does not know it. */
    String pathOf(String majorAndMinor) {
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(majorAndMinor, this::read);
    }

    private String read(String majorAndMinor) {
        if (text.attempt(directory + majorAndMinor + "/uevent") == FileText.Outcome.READ) {
            while (text.nextLine()) {
                text.restOfLine();
                if (text.startsWith(KEY)) {
                    text.dropFirst(KEY.length());
                    return "/dev/" + text.asText();
                }
            }
        }
        return "";
    }
}
