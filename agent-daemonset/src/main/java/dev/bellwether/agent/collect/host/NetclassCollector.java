package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.host.DeviceAttributes.Attribute;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import dev.bellwether.agent.collect.read.RowCache;
import java.io.IOException;
import java.util.List;

/** The properties of each network device from {@code /sys/class/net}. */
public final class NetclassCollector implements Collector {
    private static final double BYTES_PER_SECOND_OF_MEGABIT = 1000.0 * 1000.0 / 8.0;
    private static final int FLAG_UP = 1;

    private static final MetricFamily UP =
            MetricFamily.gauge("node_network_up", "Value is 1 if operstate is 'up', 0 otherwise.");
    private static final MetricFamily INFO =
            MetricFamily.gauge("node_network_info", "Non-numeric data from /sys/class/net/<iface>, value is always 1.");

    private static final List<Attribute> ATTRIBUTES = List.of(
            gauge("addr_assign_type", "address_assign_type"),
            gauge("carrier", "carrier"),
            counter("carrier_changes", "carrier_changes_total"),
            counter("carrier_up_count", "carrier_up_changes_total"),
            counter("carrier_down_count", "carrier_down_changes_total"),
            gauge("dormant", "dormant"),
            gauge("ifindex", "iface_id"),
            gauge("iflink", "iface_link"),
            gauge("link_mode", "iface_link_mode"),
            gauge("mtu", "mtu_bytes"),
            gauge("name_assign_type", "name_assign_type"),
            gauge("netdev_group", "net_dev_group"),
            new Attribute("speed", property("speed_bytes"), BYTES_PER_SECOND_OF_MEGABIT, 1),
            gauge("tx_queue_len", "transmit_queue_length"),
            gauge("type", "protocol_type"));
    private static final MetricFamily DEVICE_ID = property("device_id");
    private static final MetricFamily FLAGS = property("flags");

    private final DeviceAttributes devices;
    private final FileText text = new FileText();
    private final RowCache<Texts> texts = new RowCache<>(Texts::new);

    /** A collector that leaves out devices that match an expression; an empty one is switched off. */
    public NetclassCollector(HostPaths paths, String ignoredDevices) {
        String directory = paths.sys("class/net");
        NameFilter filter = new NameFilter("", ignoredDevices);
        this.devices = new DeviceAttributes(
                directory,
                "",
                "device",
                device -> filter.accepts(device) && Directories.exists(directory + "/" + device + "/ifindex"),
                ATTRIBUTES,
                List.of());
    }

    private static MetricFamily property(String name) {
        return MetricFamily.gauge("node_network_" + name, "Network device property: " + name);
    }

    private static Attribute gauge(String file, String name) {
        return new Attribute(file, property(name), 1, 1);
    }

    private static Attribute counter(String file, String name) {
        return Attribute.counter(file, "node_network_" + name, "Network device property: " + name);
    }

    @Override
    public String name() {
        return "netclass";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        devices.beginRound();
        texts.beginRound();
        List<DeviceAttributes.Device> present = devices.present();
        if (present.isEmpty()) {
            return;
        }
        for (DeviceAttributes.Device device : present) {
            texts.get(device.path).read(text, device.labels[1], device.path);
        }
        UP.begin(sink);
        for (DeviceAttributes.Device device : present) {
            sink.sample(texts.get(device.path).up ? 1 : 0, device.labels);
        }
        INFO.begin(sink);
        for (DeviceAttributes.Device device : present) {
            sink.sample(1, texts.get(device.path).labels);
        }
        collectNumber(DEVICE_ID, sink, false);
        collectNumber(FLAGS, sink, true);
        devices.collect(sink);
    }

    private void collectNumber(MetricFamily family, SampleSink sink, boolean flags) {
        family.begin(sink);
        for (DeviceAttributes.Device device : devices.present()) {
            Texts known = texts.get(device.path);
            long value = flags ? known.flags : known.deviceId;
            if (value >= 0) {
                sink.sample(value, device.labels);
            }
        }
    }

    /** What is text, or a number in base sixteen. */
    private static final class Texts {
        private final String[] paths;
        private final String[] current = new String[5];
        private String[] labels = {};
        private boolean up;
        private long flags;
        private long deviceId;

        private Texts(String path) {
            this.paths = new String[] {
                path + "/address", path + "/broadcast", path + "/duplex", path + "/operstate", path + "/ifalias"
            };
        }

        private void read(FileText text, String device, String path) {
            boolean changed = labels.length == 0;
            for (int i = 0; i < paths.length; i++) {
                boolean readable = text.attempt(paths[i]) == FileText.Outcome.READ;
                if (readable) {
                    text.setTrimmedContent();
                }
                String known = current[i];
                boolean same = known != null && (readable ? text.is(known) : known.isEmpty());
                if (!same) {
                    current[i] = readable ? text.asText() : "";
                    changed = true;
                }
            }
            long freshFlags = hexadecimal(text, path + "/flags");
            deviceId = hexadecimal(text, path + "/dev_id");
            if (changed || freshFlags != flags) {
                flags = freshFlags;
                up = "up".equals(current[3]);
                labels = new String[] {
                    "device", device,
                    "address", current[0],
                    "broadcast", current[1],
                    "duplex", current[2],
                    "operstate", current[3],
                    "adminstate", adminState(),
                    "ifalias", current[4]
                };
            }
        }

        private String adminState() {
            if (flags < 0) {
                return "unknown";
            }
            return (flags & FLAG_UP) != 0 ? "up" : "down";
        }

        private static long hexadecimal(FileText text, String path) {
            if (text.attempt(path) != FileText.Outcome.READ) {
                return -1;
            }
            text.setTrimmedContent();
            try {
                return text.asHexadecimal();
            } catch (IOException e) {
                return -1;
            }
        }
    }
}
