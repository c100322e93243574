package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.host.DeviceAttributes.Attribute;
import dev.bellwether.agent.collect.host.DeviceAttributes.Information;
import dev.bellwether.agent.collect.read.NameFilter;
import java.util.ArrayList;
import java.util.List;

/** A collector of one class of devices in sysfs, or of two: all that is special about it stands in a table. */
public final class DeviceClassCollector implements Collector {
    private record Table(DeviceAttributes devices, List<Information> information) {}

    private static final double PER_MILLION = 1e6;
    private static final double PER_THOUSAND = 1000.0;
    private static final double PER_TEN = 10.0;

    private final String name;
    private final List<Table> tables;

    private DeviceClassCollector(String name, Table... tables) {
        this.name = name;
        this.tables = List.of(tables);
    }

    /** Temperature zones and cooling devices. */
    public static DeviceClassCollector thermalZone(HostPaths paths) {
        String directory = paths.sys("class/thermal");
        DeviceAttributes zones = new DeviceAttributes(
                directory,
                "thermal_zone",
                "zone",
                zone -> true,
                List.of(Attribute.divided(
                        "temp", "node_thermal_zone_temp", "Zone temperature in Celsius", PER_THOUSAND)),
                List.of("type"));
        DeviceAttributes cooling = new DeviceAttributes(
                directory,
                "cooling_device",
                "name",
                device -> true,
                List.of(
                        Attribute.gauge(
                                "cur_state",
                                "node_cooling_device_cur_state",
                                "Current throttle state of the cooling device"),
                        Attribute.gauge(
                                "max_state",
                                "node_cooling_device_max_state",
                                "Maximum throttle state of the cooling device")),
                List.of("type"));
        return new DeviceClassCollector("thermal_zone", new Table(zones, List.of()), new Table(cooling, List.of()));
    }

    /** NVMe controllers. */
    public static DeviceClassCollector nvme(HostPaths paths) {
        Information information = new Information(
                MetricFamily.gauge(
                        "node_nvme_info", "Non-numeric data from /sys/class/nvme/<device>, value is always 1."),
                List.of("firmware_rev", "model", "serial", "state"),
                List.of("firmware_revision", "model", "serial", "state"));
        DeviceAttributes devices = new DeviceAttributes(
                paths.sys("class/nvme"), "", "device", device -> device.startsWith("nvme"), List.of(), List.of());
        return new DeviceClassCollector("nvme", new Table(devices, List.of(information)));
    }

    /** Hardware watchdogs. */
    public static DeviceClassCollector watchdog(HostPaths paths) {
        List<Attribute> attributes = List.of(
                watchdogAttribute("bootstatus", "bootstatus"),
                watchdogAttribute("fw_version", "fw_version"),
                watchdogAttribute("nowayout", "nowayout"),
                watchdogAttribute("timeleft", "timeleft_seconds"),
                watchdogAttribute("timeout", "timeout_seconds"),
                watchdogAttribute("pretimeout", "pretimeout_seconds"),
                watchdogAttribute("access_cs0", "access_cs0"));
        List<String> texts = List.of("options", "identity", "state", "status", "pretimeout_governor");
        Information information = new Information(
                MetricFamily.gauge("node_watchdog_info", "Info of /sys/class/watchdog/<watchdog>"), texts, texts);
        DeviceAttributes devices = new DeviceAttributes(
                paths.sys("class/watchdog"), "", "name", name -> name.startsWith("watchdog"), attributes, List.of());
        return new DeviceClassCollector("watchdog", new Table(devices, List.of(information)));
    }

    private static Attribute watchdogAttribute(String file, String name) {
        return Attribute.gauge(file, "node_watchdog_" + name, "Value of /sys/class/watchdog/<watchdog>/" + file);
    }

    /** Batteries, mains and the like, without those that match an expression. */
    public static DeviceClassCollector powerSupply(HostPaths paths, String ignoredSupplies) {
        NameFilter filter = new NameFilter("", ignoredSupplies);
        List<String> texts = List.of(
                "capacity_level",
                "charge_type",
                "health",
                "manufacturer",
                "model_name",
                "serial_number",
                "status",
                "technology",
                "type",
                "usb_type",
                "scope");
        Information information = new Information(
                MetricFamily.gauge("node_power_supply_info", "info of /sys/class/power_supply/<power_supply>."),
                texts,
                texts);
        DeviceAttributes devices = new DeviceAttributes(
                paths.sys("class/power_supply"),
                "",
                "power_supply",
                filter::accepts,
                powerSupplyAttributes(),
                List.of());
        return new DeviceClassCollector("powersupplyclass", new Table(devices, List.of(information)));
    }

    private static List<Attribute> powerSupplyAttributes() {
        List<Attribute> attributes = new ArrayList<>();
        for (String same : List.of(
                "authentic",
                "calibrate",
                "capacity",
                "capacity_alert_max",
                "capacity_alert_min",
                "online",
                "present")) {
            attributes.add(supply(same, same, 1));
        }
        attributes.add(supply("cycle_count", "cyclecount", 1));
        attributes.add(supply("time_to_empty_now", "time_to_empty_seconds", 1));
        attributes.add(supply("time_to_full_now", "time_to_full_seconds", 1));
        for (String micro : List.of(
                "current_boot",
                "current_max",
                "energy_empty",
                "energy_empty_design",
                "energy_full",
                "energy_full_design",
                "voltage_boot",
                "voltage_max",
                "voltage_max_design",
                "voltage_min",
                "voltage_min_design",
                "voltage_ocv",
                "charge_control_limit",
                "charge_control_limit_max",
                "charge_counter",
                "charge_empty",
                "charge_empty_design",
                "charge_full",
                "charge_full_design",
                "charge_term_current",
                "constant_charge_current",
                "constant_charge_current_max",
                "constant_charge_voltage",
                "constant_charge_voltage_max",
                "precharge_current",
                "input_current_limit")) {
            attributes.add(supply(micro, micro, PER_MILLION));
        }
        attributes.add(supply("current_now", "current_ampere", PER_MILLION));
        attributes.add(supply("energy_now", "energy_watthour", PER_MILLION));
        attributes.add(supply("voltage_now", "voltage_volt", PER_MILLION));
        attributes.add(supply("charge_now", "charge_ampere", PER_MILLION));
        attributes.add(supply("power_now", "power_watt", PER_MILLION));
        for (String temperature : List.of(
                "temp",
                "temp_alert_max",
                "temp_alert_min",
                "temp_ambient",
                "temp_ambient_max",
                "temp_ambient_min",
                "temp_max",
                "temp_min")) {
            attributes.add(supply(temperature, temperature + "_celsius", PER_TEN));
        }
        return List.copyOf(attributes);
    }

    private static Attribute supply(String file, String name, double divisor) {
        return Attribute.divided(
                file, "node_power_supply_" + name, name + " value of /sys/class/power_supply/<power_supply>.", divisor);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void collect(SampleSink sink) {
        for (Table table : tables) {
            table.devices.beginRound();
            table.devices.collect(sink);
            for (Information information : table.information) {
                table.devices.collect(information, sink);
            }
        }
    }
}
