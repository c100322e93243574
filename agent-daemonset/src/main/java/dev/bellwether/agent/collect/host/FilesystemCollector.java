package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileSystemStatus;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Size and use of each mounted file system. A mount that hangs delays the others by its timeout, once. */
public final class FilesystemCollector implements Collector {
    /** Which mounts are shown, as expressions that match anywhere, and how long one may take to answer. */
    public record Options(
            String mountPointsInclude,
            String mountPointsExclude,
            String typesInclude,
            String typesExclude,
            Duration mountTimeout) {
        /** node_exporter's own choice. */
        public static final Options DEFAULT = new Options(
                "",
                "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)",
                "",
                "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs"
                        + "|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tracefs)$",
                Duration.ofSeconds(5));
    }

    private static final MetricFamily DEVICE_ERROR =
            family("device_error", "Whether an error occurred while getting statistics for the given device.");
    private static final MetricFamily READ_ONLY = family("readonly", "Filesystem read-only status.");
    private static final MetricFamily MOUNT_INFO = family("mount_info", "Filesystem mount information.");

    private record Figure(MetricFamily family, ToDoubleFunction<FileSystemStatus> value) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure(family("size_bytes", "Filesystem size in bytes."), FileSystemStatus::size),
            new Figure(family("free_bytes", "Filesystem free space in bytes."), FileSystemStatus::free),
            new Figure(
                    family("avail_bytes", "Filesystem space available to non-root users in bytes."),
                    FileSystemStatus::available),
            new Figure(family("files", "Filesystem total file nodes."), FileSystemStatus::files),
            new Figure(family("files_free", "Filesystem total free file nodes."), FileSystemStatus::freeFiles));

    private final HostPaths paths;
    private final NameFilter mountPoints;
    private final NameFilter types;
    private final MountProbe probe;
    private final FileText text = new FileText();
    private final RowCache<Mount> rows = new RowCache<>(this::newMount);
    private final Map<List<String>, Mount> present = new LinkedHashMap<>();

    public FilesystemCollector(HostPaths paths, Options options) {
        this(paths, options, FileSystemStatus::of);
    }

    FilesystemCollector(HostPaths paths, Options options, MountProbe.StatusSource source) {
        this.paths = paths;
        this.mountPoints = new NameFilter(options.mountPointsInclude(), options.mountPointsExclude());
        this.types = new NameFilter(options.typesInclude(), options.typesExclude());
        this.probe = new MountProbe(source, options.mountTimeout());
    }

    private static MetricFamily family(String name, String help) {
        return MetricFamily.gauge("node_filesystem_" + name, help);
    }

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public void collect(SampleSink sink) throws IOException, InterruptedException {
        readMounts();
        if (present.isEmpty()) {
            return;
        }
        probe.probe(present.values());
        DEVICE_ERROR.begin(sink);
        for (Mount mount : present.values()) {
            sink.sample(mount.status == null ? 1 : 0, mount.labelsWithError());
        }
        READ_ONLY.begin(sink);
        for (Mount mount : present.values()) {
            sink.sample(mount.readOnly ? 1 : 0, mount.labelsWithError());
        }
        for (Figure figure : FIGURES) {
            figure.family.begin(sink);
            for (Mount mount : present.values()) {
                FileSystemStatus status = mount.status;
                if (status != null) {
                    sink.sample(figure.value.applyAsDouble(status), mount.labels);
                }
            }
        }
        MOUNT_INFO.begin(sink);
        for (Mount mount : present.values()) {
            if (mount.status != null) {
                sink.sample(1, mount.infoLabels);
            }
        }
    }

    private void readMounts() throws IOException {
        String path = paths.proc("1/mountinfo");
        if (!text.read(path)) {
            text.require(paths.proc("self/mountinfo"));
        }
        rows.beginRound();
        present.clear();
        try {
            while (text.nextLine()) {
                text.restOfLine();
                Mount mount = text.row(rows);
                if (mount.accepted) {
                    present.putIfAbsent(Arrays.asList(mount.labels), mount);
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private Mount newMount(String line) {
        try {
            MountLine parsed = MountLine.parse(line);
            String prefix = paths.root().toString();
            String mountPoint = parsed.mountPoint();
            if (!prefix.equals("/") && (mountPoint + "/").startsWith(prefix + "/")) {
                String stripped = mountPoint.substring(prefix.length());
                parsed = parsed.at(stripped.isEmpty() ? "/" : stripped);
            }
            boolean accepted = mountPoints.accepts(parsed.mountPoint()) && types.accepts(parsed.fileSystem());
            return new Mount(parsed, paths.root(parsed.mountPoint()), accepted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
