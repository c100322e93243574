package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What udev's database and sysfs know of block devices. Read again every {@value #ROUNDS_BETWEEN_READS} collections, for it
 * changes only when a device is plugged in or formatted. Used by one thread.
 */
final class BlockDeviceProperties {
    private static final int ROUNDS_BETWEEN_READS = 20;

    private static final MetricFamily INFO = MetricFamily.gauge("node_disk_info", "Info of /sys/block/<block_device>.");
    private static final MetricFamily FILE_SYSTEM_INFO =
            MetricFamily.gauge("node_disk_filesystem_info", "Info about disk filesystem.");
    private static final MetricFamily MAPPER_INFO =
            MetricFamily.gauge("node_disk_device_mapper_info", "Info about disk device mapper.");
    private static final MetricFamily WRITE_CACHE =
            MetricFamily.gauge("node_disk_ata_write_cache", "ATA disk has a write cache.");
    private static final MetricFamily WRITE_CACHE_ENABLED =
            MetricFamily.gauge("node_disk_ata_write_cache_enabled", "ATA disk has its write cache enabled.");
    private static final MetricFamily ROTATION_RATE =
            MetricFamily.gauge("node_disk_ata_rotation_rate_rpm", "ATA disk rotation rate in RPMs (0 for SSDs).");

    private final String udevDirectory;
    private final String blockDirectory;
    private final Map<String, Properties> known = new HashMap<>();
    private final List<Properties> present = new ArrayList<>();
    private int round;

    BlockDeviceProperties(HostPaths paths) {
        this.udevDirectory = paths.udevData().toString();
        this.blockDirectory = paths.sys("block");
    }

    void beginRound() {
        present.clear();
        if (round++ % ROUNDS_BETWEEN_READS == 0) {
            known.clear();
        }
    }

    void add(FileText text, String device, int major, int minor) throws IOException {
        Properties properties = known.get(device);
        if (properties == null || properties.major != major || properties.minor != minor) {
            properties = read(text, device, major, minor);
            known.put(device, properties);
        }
        present.add(properties);
    }

    void collect(SampleSink sink) {
        INFO.begin(sink);
        for (Properties properties : present) {
            sink.sample(1, properties.info);
        }
        collectInfo(FILE_SYSTEM_INFO, sink, properties -> properties.fileSystem);
        collectInfo(MAPPER_INFO, sink, properties -> properties.mapper);
        collectNumber(WRITE_CACHE, sink, properties -> properties.writeCache);
        collectNumber(WRITE_CACHE_ENABLED, sink, properties -> properties.writeCacheEnabled);
        collectNumber(ROTATION_RATE, sink, properties -> properties.rotationRate);
    }

    private interface LabelsOf {
        String @Nullable [] get(Properties properties);
    }

    private interface NumberOf {
        double get(Properties properties);
    }

    private void collectInfo(MetricFamily family, SampleSink sink, LabelsOf labelsOf) {
        boolean begun = false;
        for (Properties properties : present) {
            String[] labels = labelsOf.get(properties);
            if (labels != null) {
                if (!begun) {
                    family.begin(sink);
                    begun = true;
                }
                sink.sample(1, labels);
            }
        }
    }

    private void collectNumber(MetricFamily family, SampleSink sink, NumberOf numberOf) {
        boolean begun = false;
        for (Properties properties : present) {
            double number = numberOf.get(properties);
            if (!Double.isNaN(number)) {
                if (!begun) {
                    family.begin(sink);
                    begun = true;
                }
                sink.sample(number, properties.deviceLabels);
            }
        }
    }

    private Properties read(FileText text, String device, int major, int minor) throws IOException {
        Map<String, String> udev = new HashMap<>();
        if (text.read(udevDirectory + "/b" + major + ":" + minor)) {
            while (text.nextLine()) {
                text.restOfLine();
                if (text.startsWith("E:")) {
                    String entry = text.asText().substring(2);
                    int equals = entry.indexOf('=');
                    if (equals > 0) {
                        udev.put(entry.substring(0, equals), entry.substring(equals + 1));
                    }
                }
            }
        }
        String rotational = text.read(blockDirectory + "/" + device.replace('/', '!') + "/queue/rotational")
                ? text.trimmedContent()
                : "";
        return new Properties(device, major, minor, udev, rotational);
    }

    private static final class Properties {
        private final int major;
        private final int minor;
        private final String[] deviceLabels;
        private final String[] info;
        private final String @Nullable [] fileSystem;
        private final String @Nullable [] mapper;
        private final double writeCache;
        private final double writeCacheEnabled;
        private final double rotationRate;

        private Properties(String device, int major, int minor, Map<String, String> udev, String rotational) {
            this.major = major;
            this.minor = minor;
            this.deviceLabels = new String[] {"device", device};
            this.info = infoLabels(device, major, minor, udev, rotational);
            this.fileSystem = present(udev, "ID_FS_TYPE")
                    ? new String[] {
                        "device", device,
                        "type", text(udev, "ID_FS_TYPE"),
                        "usage", text(udev, "ID_FS_USAGE"),
                        "uuid", text(udev, "ID_FS_UUID"),
                        "version", text(udev, "ID_FS_VERSION")
                    }
                    : null;
            this.mapper = present(udev, "DM_NAME")
                    ? new String[] {
                        "device", device,
                        "name", text(udev, "DM_NAME"),
                        "uuid", text(udev, "DM_UUID"),
                        "vg_name", text(udev, "DM_VG_NAME"),
                        "lv_name", text(udev, "DM_LV_NAME"),
                        "lv_layer", text(udev, "DM_LV_LAYER")
                    }
                    : null;
            boolean ata = present(udev, "ID_ATA");
            this.writeCache = ata ? number(udev, "ID_ATA_WRITE_CACHE") : Double.NaN;
            this.writeCacheEnabled = ata ? number(udev, "ID_ATA_WRITE_CACHE_ENABLED") : Double.NaN;
            this.rotationRate = ata ? number(udev, "ID_ATA_ROTATION_RATE_RPM") : Double.NaN;
        }

        private static String[] infoLabels(
                String device, int major, int minor, Map<String, String> udev, String rotational) {
            String serial = text(udev, "SCSI_IDENT_SERIAL");
            return new String[] {
                "device", device,
                "major", Integer.toString(major),
                "minor", Integer.toString(minor),
                "path", text(udev, "ID_PATH"),
                "wwn", text(udev, "ID_WWN"),
                "model", text(udev, "ID_MODEL"),
                "serial", serial.isEmpty() ? text(udev, "ID_SERIAL_SHORT") : serial,
                "revision", text(udev, "ID_REVISION"),
                "rotational", rotational
            };
        }

        private static boolean present(Map<String, String> udev, String key) {
            return !text(udev, key).isEmpty();
        }

        private static String text(Map<String, String> udev, String key) {
            return udev.getOrDefault(key, "");
        }

        private static double number(Map<String, String> udev, String key) {
            try {
                return Double.parseDouble(text(udev, key));
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }
}
