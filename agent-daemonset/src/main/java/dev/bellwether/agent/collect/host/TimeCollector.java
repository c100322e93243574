package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.LocalZone;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The system's time, its zone and the sources of its clock. */
public final class TimeCollector implements Collector {
    private static final double NANOSECONDS_PER_SECOND = 1e9;
    private static final MetricFamily SECONDS =
            MetricFamily.gauge("node_time_seconds", "System time in seconds since epoch (1970).");
    private static final MetricFamily ZONE =
            MetricFamily.gauge("node_time_zone_offset_seconds", "System time zone offset in seconds.");
    private static final MetricFamily AVAILABLE = MetricFamily.gauge(
            "node_time_clocksource_available_info",
            "Available clocksources read from '/sys/devices/system/clocksource'.");
    private static final MetricFamily CURRENT = MetricFamily.gauge(
            "node_time_clocksource_current_info", "Current clocksource read from '/sys/devices/system/clocksource'.");
    private static final String PREFIX = "clocksource";

    private final String directory;
    private final Clock clock;
    private final FileText text = new FileText();

    public TimeCollector(HostPaths paths, Clock clock) {
        this.directory = paths.sys("devices/system/clocksource");
        this.clock = clock;
    }

    @Override
    public String name() {
        return "time";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        Instant now = clock.instant();
        SECONDS.single(sink, now.getEpochSecond() + now.getNano() / NANOSECONDS_PER_SECOND);
        LocalZone zone = LocalZone.at(now.getEpochSecond());
        ZONE.single(sink, zone.offsetSeconds(), "time_zone", zone.name());
        List<String> devices = List.of(Directories.names(directory)).stream()
                .filter(name -> name.startsWith(PREFIX))
                .toList();
        if (devices.isEmpty()) {
            return;
        }
        AVAILABLE.begin(sink);
        for (String device : devices) {
            text.attempt(directory + "/" + device + "/available_clocksource");
            if (text.nextLine()) {
                while (text.nextField()) {
                    sink.sample(1, "device", device.substring(PREFIX.length()), "clocksource", text.asText());
                }
            }
        }
        CURRENT.begin(sink);
        for (String device : devices) {
            String current = text.content(directory + "/" + device + "/current_clocksource");
            sink.sample(1, "device", device.substring(PREFIX.length()), "clocksource", current);
        }
    }
}
