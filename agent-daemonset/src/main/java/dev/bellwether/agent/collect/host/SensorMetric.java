package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.MetricFamily;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metric that a file of a sensor feeds.
 *
 * @param factor what the file's number is multiplied with
 * @param divisor what it is divided by after that
 * @param sensorName the value of the label {@code sensor} where it is not the sensor's own name, or nothing
 */
record SensorMetric(MetricFamily family, double factor, double divisor, String sensorName) {
    private static final double FROM_THOUSANDTHS = 0.001;
    private static final double PER_MILLION = 1_000_000.0;
    private static final Set<String> FAN_SPEEDS = Set.of("input", "min", "max", "target");

    /** The metric of a property, or null where it is text. */
    static @Nullable SensorMetric of(String type, String property, boolean hasPlainFile, String label) {
        if (property.equals("label")) {
            return null;
        }
        switch (type) {
            case "beep_enable":
                return plain("node_hwmon_beep_enabled", "Hardware beep enabled");
            case "vrm":
                return plain("node_hwmon_voltage_regulator_version", "Hardware voltage regulator");
            case "update_interval":
                return thousandths("node_hwmon_update_interval_seconds", "Hardware monitor update interval");
            default:
                return ofSensor(type, property, name(type, property, hasPlainFile), label);
        }
    }

    private static String name(String type, String property, boolean hasPlainFile) {
        String name = "node_hwmon_" + type;
        if (property.equals("input")) {
            return hasPlainFile ? name + "_input" : name;
        }
        return property.isEmpty() ? name : name + "_" + HwmonNames.clean(property);
    }

    private static @Nullable SensorMetric ofSensor(String type, String property, String name, String label) {
        if (property.equals("fault") || property.equals("alarm")) {
            return plain(name, "Hardware sensor " + property + " status (" + type + ")");
        }
        if (property.equals("beep")) {
            return plain(name + "_enabled", "Hardware monitor sensor has beeping enabled");
        }
        switch (type) {
            case "in", "cpu":
                return thousandths(name + "_volts", "Hardware monitor for voltage (" + property + ")");
            case "temp":
                return property.equals("type")
                        ? other(type, property, name)
                        : thousandths(
                                name + "_celsius",
                                "Hardware monitor for temperature (" + (property.isEmpty() ? "input" : property) + ")");
            case "curr":
                return thousandths(name + "_amps", "Hardware monitor for current (" + property + ")");
            case "energy":
                return new SensorMetric(
                        MetricFamily.counter(
                                name + "_joule_total", "Hardware monitor for joules used so far (" + property + ")"),
                        1,
                        PER_MILLION,
                        "");
            case "power":
                return power(property, name);
            case "humidity":
                return millionths(
                        name,
                        "Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a"
                                + " percentage) (" + property + ")");
            case "fan":
                return FAN_SPEEDS.contains(property)
                        ? plain(name + "_rpm", "Hardware monitor for fan revolutions per minute (" + property + ")")
                        : other(type, property, name);
            case "freq":
                return property.equals("input") ? frequency(name, label) : other(type, property, name);
            default:
                return other(type, property, name);
        }
    }

    private static SensorMetric power(String property, String name) {
        return switch (property) {
            case "accuracy" -> millionths(name, "Hardware monitor power meter accuracy, as a ratio");
            case "average_interval", "average_interval_min", "average_interval_max" ->
                thousandths(name + "_seconds", "Hardware monitor power usage update interval (" + property + ")");
            default -> millionths(name + "_watt", "Hardware monitor for power usage in watts (" + property + ")");
        };
    }

    private static @Nullable SensorMetric frequency(String name, String label) {
        if (label.isEmpty()) {
            return null;
        }
        return new SensorMetric(
                MetricFamily.gauge(name + "_freq_mhz", "Hardware monitor for GPU frequency in MHz"),
                1,
                PER_MILLION,
                HwmonNames.clean(label));
    }

    private static SensorMetric other(String type, String property, String name) {
        return plain(name, "Hardware monitor " + type + " element " + property);
    }

    private static SensorMetric plain(String name, String help) {
        return new SensorMetric(MetricFamily.gauge(name, help), 1, 1, "");
    }

    private static SensorMetric thousandths(String name, String help) {
        return new SensorMetric(MetricFamily.gauge(name, help), FROM_THOUSANDTHS, 1, "");
    }

    private static SensorMetric millionths(String name, String help) {
        return new SensorMetric(MetricFamily.gauge(name, help), 1, PER_MILLION, "");
    }
}
