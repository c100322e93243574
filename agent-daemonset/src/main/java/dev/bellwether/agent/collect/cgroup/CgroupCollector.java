package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Control groups of both versions, each an entity of its own, with cAdvisor's names. Every group is read where it may be a
 * container or a service; the number of groups is bounded, and what is over it is counted.
 */
public final class CgroupCollector implements Collector {
    /**
     * Which groups are shown.
     *
     * @param include an expression that matches anywhere in the path; an empty one takes all
     * @param exclude an expression of paths to leave out; an empty one leaves out none
     * @param maxGroups how many groups are shown; those first by depth, then by path
     * @param maxDepth how deep the trees are searched
     */
    public record Options(String include, String exclude, int maxGroups, int maxDepth) {
        /** All groups up to five hundred. */
        public static final Options DEFAULT = new Options("", "", 500, 8);
    }

    private static final double MILLISECONDS_PER_SECOND = 1000;
    private static final int LINKS_OF_A_LEAF = 2;
    private static final MetricFamily LEFT_OUT = MetricFamily.gauge(
            "bellwether_containers_left_out", "Control groups that are not shown because there are too many.");

    private final Hierarchy hierarchy;
    private final NameFilter filter;
    private final Options options;
    private final Clock clock;
    private final FileText text = new FileText();
    private final Map<String, ControlGroup> known = new HashMap<>();
    private int round;

    public CgroupCollector(HostPaths paths, Options options, Clock clock) {
        this.hierarchy = Directories.exists(paths.sys("fs/cgroup/cgroup.controllers"))
                ? new UnifiedHierarchy(paths)
                : new LegacyHierarchy(paths);
        this.filter = new NameFilter(options.include(), options.exclude());
        this.options = options;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cgroups";
    }

    @Override
    public void collect(SampleSink sink) throws IOException, InterruptedException {
        Set<String> paths = new TreeSet<>();
        int leftOut = 0;
        for (String root : hierarchy.roots()) {
            leftOut = Math.max(leftOut, list(root, "", 0, paths));
        }
        if (paths.isEmpty()) {
            return;
        }
        round++;
        double now = Math.floor(clock.millis() / MILLISECONDS_PER_SECOND);
        for (String path : paths) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the deadline passed while control groups were read");
            }
            ControlGroup group = known.computeIfAbsent(path, this::newGroup);
            group.lastRound = round;
            group.clear();
            group.set(Figure.START_TIME, group.startSeconds);
            group.set(Figure.LAST_SEEN, now);
            hierarchy.read(group, text);
            group.collect(sink);
        }
        known.values().removeIf(group -> group.lastRound != round);
        sink.entity("");
        LEFT_OUT.single(sink, leftOut);
    }

    /** Adds the paths below a directory and says how many did not find a place. */
    private int list(String root, String path, int depth, Set<String> paths) {
        int leftOut = 0;
        String shown = path.isEmpty() ? "/" : path;
        if (!paths.contains(shown) && filter.accepts(shown)) {
            if (paths.size() < options.maxGroups()) {
                paths.add(shown);
            } else {
                leftOut++;
            }
        }
        if (depth >= options.maxDepth() || isLeaf(root + path)) {
            return leftOut;
        }
        for (String name : Directories.names(root + path)) {
            if (new File(root + path, name).isDirectory()) {
                leftOut += list(root, path + "/" + name, depth + 1, paths);
            }
        }
        return leftOut;
    }

    /** In the kernel's own file systems a directory has a link from each of its subdirectories. */
    private static boolean isLeaf(String directory) {
        try {
            Object links = Files.getAttribute(Path.of(directory), "unix:nlink");
            return links instanceof Integer count && count == LINKS_OF_A_LEAF;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private ControlGroup newGroup(String path) {
        String shown = path.equals("/") ? "" : path;
        double start = Double.NaN;
        for (String root : hierarchy.roots()) {
            long changed = new File(root + shown).lastModified();
            if (changed > 0) {
                start = Math.floor(changed / MILLISECONDS_PER_SECOND);
                break;
            }
        }
        return new ControlGroup(path, start);
    }
}
