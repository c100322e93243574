package dev.bellwether.agent.collect.systemd;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.RowCache;
import dev.bellwether.model.RegularExpression;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** States of systemd's units. Shows nothing where there is no message bus. */
public final class SystemdCollector implements Collector {
    /**
     * What is shown. The expressions match the whole name of a unit.
     *
     * @param unitInclude units to show
     * @param unitExclude units to leave out
     * @param restarts whether restarts of services are counted
     * @param startTimes whether units show when they were started
     * @param tasks whether services show their tasks
     */
    public record Options(String unitInclude, String unitExclude, boolean restarts, boolean startTimes, boolean tasks) {
        /** node_exporter's own choice. */
        public static final Options DEFAULT =
                new Options(".+", ".+\\.(automount|device|mount|scope|slice)", false, false, false);
    }

    private static final String[] STATES = {"active", "activating", "deactivating", "inactive", "failed"};
    private static final double MICROSECONDS_PER_SECOND = 1e6;
    private static final Pattern VERSION_NUMBER = Pattern.compile("[0-9]{3,}(\\.[0-9]+)?");
    private static final MetricFamily VERSION = MetricFamily.gauge("node_systemd_version", "Detected systemd version");
    private static final MetricFamily UNITS =
            MetricFamily.gauge("node_systemd_units", "Summary of systemd unit states");
    private static final MetricFamily UNIT_STATE = MetricFamily.gauge("node_systemd_unit_state", "Systemd unit");
    private static final MetricFamily RUNNING = MetricFamily.gauge(
            "node_systemd_system_running", "Whether the system is operational (see 'systemctl is-system-running')");

    private record Property(String suffix, String kind, String property, MetricFamily family, double divisor) {}

    private static final Property RESTARTS = new Property(
            ".service",
            "Service",
            "NRestarts",
            MetricFamily.counter("node_systemd_service_restart_total", "Service unit count of Restart triggers"),
            1);
    private static final Property TASKS_CURRENT = new Property(
            ".service",
            "Service",
            "TasksCurrent",
            MetricFamily.gauge("node_systemd_unit_tasks_current", "Current number of tasks per Systemd unit"),
            1);
    private static final Property TASKS_MAXIMUM = new Property(
            ".service",
            "Service",
            "TasksMax",
            MetricFamily.gauge("node_systemd_unit_tasks_max", "Maximum number of tasks per Systemd unit"),
            1);
    private static final Property START_TIME = new Property(
            "",
            "Unit",
            "ActiveEnterTimestamp",
            MetricFamily.gauge(
                    "node_systemd_unit_start_time_seconds", "Start time of the unit since unix epoch in seconds."),
            MICROSECONDS_PER_SECOND);
    private static final List<Property> ALWAYS = List.of(
            new Property(
                    ".timer",
                    "Timer",
                    "LastTriggerUSec",
                    MetricFamily.gauge(
                            "node_systemd_timer_last_trigger_seconds", "Seconds since epoch of last trigger."),
                    MICROSECONDS_PER_SECOND),
            new Property(
                    ".socket",
                    "Socket",
                    "NAccepted",
                    MetricFamily.counter(
                            "node_systemd_socket_accepted_connections_total",
                            "Total number of accepted socket connections"),
                    1),
            new Property(
                    ".socket",
                    "Socket",
                    "NConnections",
                    MetricFamily.gauge(
                            "node_systemd_socket_current_connections", "Current number of socket connections"),
                    1),
            new Property(
                    ".socket",
                    "Socket",
                    "NRefused",
                    MetricFamily.gauge(
                            "node_systemd_socket_refused_connections_total",
                            "Total number of refused socket connections"),
                    1));

    private final Path socket;
    private final RegularExpression include;
    private final RegularExpression exclude;
    private final List<Property> properties;
    private final RowCache<Boolean> accepted = new RowCache<>(this::accepts);

    public SystemdCollector(HostPaths paths, Options options) {
        this.socket = paths.run().resolve("dbus/system_bus_socket");
        this.include = RegularExpression.compile(options.unitInclude());
        this.exclude = RegularExpression.compile(options.unitExclude());
        List<Property> chosen = new ArrayList<>(ALWAYS);
        if (options.restarts()) {
            chosen.add(RESTARTS);
        }
        if (options.startTimes()) {
            chosen.add(START_TIME);
        }
        if (options.tasks()) {
            chosen.add(TASKS_CURRENT);
            chosen.add(TASKS_MAXIMUM);
        }
        this.properties = List.copyOf(chosen);
    }

    private boolean accepts(String unit) {
        return include.matches(unit) && !exclude.matches(unit);
    }

    @Override
    public String name() {
        return "systemd";
    }

    @Override
    public void collect(SampleSink sink) throws IOException, InterruptedException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SystemdManager manager = new SystemdManager(SystemBus.connect(socket))) {
            collect(manager, sink);
        } catch (ClosedByInterruptException e) {
            InterruptedException interrupted = new InterruptedException("the deadline passed while systemd was asked");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private void collect(SystemdManager manager, SampleSink sink) throws IOException {
        String version = manager.managerText("Version");
        Matcher number = VERSION_NUMBER.matcher(version);
        VERSION.single(sink, number.find() ? Double.parseDouble(number.group()) : 0, "version", version);
        List<SystemdManager.Unit> all = manager.units();
        summarize(all, sink);
        accepted.beginRound();
        List<SystemdManager.Unit> units = all.stream()
                .filter(unit -> unit.loadState().equals("loaded") && accepted.get(unit.name()))
                .sorted(Comparator.comparing(SystemdManager.Unit::name))
                .toList();
        collectStates(manager, units, sink);
        for (Property property : properties) {
            collectProperty(manager, units, property, sink);
        }
        RUNNING.single(sink, manager.managerText("SystemState").equals("running") ? 1 : 0);
    }

    private static void summarize(List<SystemdManager.Unit> units, SampleSink sink) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String state : STATES) {
            counts.put(state, 0);
        }
        for (SystemdManager.Unit unit : units) {
            counts.merge(unit.activeState(), 1, Integer::sum);
        }
        UNITS.begin(sink);
        counts.forEach((state, count) -> sink.sample(count, "state", state));
    }

    private static void collectStates(SystemdManager manager, List<SystemdManager.Unit> units, SampleSink sink)
            throws IOException {
        if (units.isEmpty()) {
            return;
        }
        UNIT_STATE.begin(sink);
        for (SystemdManager.Unit unit : units) {
            String type = typeOf(manager, unit);
            for (String state : STATES) {
                boolean current = state.equals(unit.activeState());
                sink.sample(current ? 1 : 0, "name", unit.name(), "state", state, "type", type);
            }
        }
    }

    private static String typeOf(SystemdManager manager, SystemdManager.Unit unit) throws IOException {
        String kind = unit.name().endsWith(".service") ? "Service" : unit.name().endsWith(".mount") ? "Mount" : "";
        if (kind.isEmpty()) {
            return "";
        }
        try {
            return manager.property(unit, kind, "Type").toString();
        } catch (BusException e) {
            return "";
        }
    }

    /** A unit that does not have the property is left out; so is the largest number, which stands for "no limit". */
    private static void collectProperty(
            SystemdManager manager, List<SystemdManager.Unit> units, Property property, SampleSink sink)
            throws IOException {
        boolean begun = false;
        for (SystemdManager.Unit unit : units) {
            if (!unit.name().endsWith(property.suffix)) {
                continue;
            }
            boolean stopped = property == START_TIME && !unit.activeState().equals("active");
            Object value;
            try {
                value = stopped ? Long.valueOf(0) : manager.property(unit, property.kind, property.property);
            } catch (BusException e) {
                continue;
            }
            if (value instanceof Long number && number >= 0) {
                if (!begun) {
                    property.family.begin(sink);
                    begun = true;
                }
                sink.sample(number / property.divisor, "name", unit.name());
            }
        }
    }
}
