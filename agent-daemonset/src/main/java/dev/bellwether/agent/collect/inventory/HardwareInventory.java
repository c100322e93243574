package dev.bellwether.agent.collect.inventory;

import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import java.util.List;
import java.util.Locale;
import oshi.hardware.Baseboard;
import oshi.hardware.CentralProcessor;
import oshi.hardware.ComputerSystem;
import oshi.hardware.Firmware;
import oshi.hardware.GraphicsCard;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.hardware.PhysicalMemory;

/** Hands what OSHI knows of the hardware to a sink. What OSHI calls unknown is left away. */
final class HardwareInventory {
    private static final MetricFamily COMPUTER =
            info("computer", "The machine: manufacturer, model, serial number and UUID as far as they can be read.");
    private static final MetricFamily FIRMWARE = info("firmware", "The firmware: manufacturer, name, version, date.");
    private static final MetricFamily BASEBOARD = info("baseboard", "The main board: manufacturer, model, version.");
    private static final MetricFamily PROCESSOR =
            info("processor", "The processor: vendor, name, family, model, stepping, microarchitecture.");
    private static final MetricFamily PROCESSORS =
            MetricFamily.gauge("bellwether_hardware_processors", "Processors by level: package, core, thread.");
    private static final MetricFamily FREQUENCY = MetricFamily.gauge(
            "bellwether_hardware_processor_max_frequency_hertz", "The highest frequency that the processor states.");
    private static final MetricFamily MEMORY =
            MetricFamily.gauge("bellwether_hardware_memory_bytes", "Memory that the kernel found.");
    private static final MetricFamily MODULE =
            info("memory_module", "A module of memory: bank, manufacturer, type, part and serial number.");
    private static final MetricFamily MODULE_BYTES =
            MetricFamily.gauge("bellwether_hardware_memory_module_bytes", "The size of a module of memory.");
    private static final MetricFamily DISK = info("disk", "A disk: name, type, model, serial number.");
    private static final MetricFamily DISK_BYTES =
            MetricFamily.gauge("bellwether_hardware_disk_bytes", "The size of a disk.");
    private static final MetricFamily NETWORK = info("network", "A network device: name, hardware address.");
    private static final MetricFamily NETWORK_SPEED = MetricFamily.gauge(
            "bellwether_hardware_network_speed_bytes", "The speed of a network device in bytes per second.");
    private static final MetricFamily GRAPHICS = info("graphics", "A graphics card: name, vendor, device, version.");

    private final HardwareAbstractionLayer hardware;
    private final SampleSink sink;

    HardwareInventory(HardwareAbstractionLayer hardware, SampleSink sink) {
        this.hardware = hardware;
        this.sink = sink;
    }

    private static MetricFamily info(String name, String help) {
        return MetricFamily.gauge("bellwether_hardware_" + name + "_info", help);
    }

    void collect() {
        collectComputer();
        collectProcessor();
        collectMemory();
        collectDisks();
        collectNetwork();
        collectGraphics();
    }

    private void collectComputer() {
        ComputerSystem computer = hardware.getComputerSystem();
        COMPUTER.single(
                sink,
                1,
                "manufacturer",
                known(computer.getManufacturer()),
                "model",
                known(computer.getModel()),
                "serial",
                known(computer.getSerialNumber()),
                "uuid",
                known(computer.getHardwareUUID()));
        Firmware firmware = computer.getFirmware();
        FIRMWARE.single(
                sink,
                1,
                "manufacturer",
                known(firmware.getManufacturer()),
                "name",
                known(firmware.getName()),
                "version",
                known(firmware.getVersion()),
                "date",
                known(firmware.getReleaseDate()));
        Baseboard board = computer.getBaseboard();
        BASEBOARD.single(
                sink,
                1,
                "manufacturer",
                known(board.getManufacturer()),
                "model",
                known(board.getModel()),
                "version",
                known(board.getVersion()),
                "serial",
                known(board.getSerialNumber()));
    }

    private void collectProcessor() {
        CentralProcessor processor = hardware.getProcessor();
        CentralProcessor.ProcessorIdentifier identifier = processor.getProcessorIdentifier();
        PROCESSOR.single(
                sink,
                1,
                "vendor",
                known(identifier.getVendor()),
                "name",
                known(identifier.getName()),
                "family",
                known(identifier.getFamily()),
                "model",
                known(identifier.getModel()),
                "stepping",
                known(identifier.getStepping()),
                "microarchitecture",
                known(identifier.getMicroarchitecture()));
        PROCESSORS.begin(sink);
        sink.sample(processor.getPhysicalPackageCount(), "level", "package");
        sink.sample(processor.getPhysicalProcessorCount(), "level", "core");
        sink.sample(processor.getLogicalProcessorCount(), "level", "thread");
        if (processor.getMaxFreq() > 0) {
            FREQUENCY.single(sink, processor.getMaxFreq());
        }
    }

    private void collectMemory() {
        MEMORY.single(sink, hardware.getMemory().getTotal());
        List<PhysicalMemory> modules = hardware.getMemory().getPhysicalMemory();
        if (modules.isEmpty()) {
            return;
        }
        MODULE.begin(sink);
        for (int i = 0; i < modules.size(); i++) {
            PhysicalMemory module = modules.get(i);
            sink.sample(
                    1,
                    "module",
                    Integer.toString(i),
                    "bank",
                    known(module.getBankLabel()),
                    "manufacturer",
                    known(module.getManufacturer()),
                    "type",
                    known(module.getMemoryType()),
                    "part",
                    known(module.getPartNumber()),
                    "serial",
                    known(module.getSerialNumber()));
        }
        MODULE_BYTES.begin(sink);
        for (int i = 0; i < modules.size(); i++) {
            sink.sample(modules.get(i).getCapacity(), "module", Integer.toString(i));
        }
    }

    private void collectDisks() {
        List<HWDiskStore> disks = hardware.getDiskStores();
        if (disks.isEmpty()) {
            return;
        }
        DISK.begin(sink);
        for (HWDiskStore disk : disks) {
            sink.sample(
                    1,
                    "device",
                    deviceName(disk),
                    "type",
                    known(disk.getDiskType()),
                    "model",
                    known(disk.getModel()),
                    "serial",
                    known(disk.getSerial()));
        }
        DISK_BYTES.begin(sink);
        for (HWDiskStore disk : disks) {
            sink.sample(disk.getSize(), "device", deviceName(disk));
        }
    }

    private static String deviceName(HWDiskStore disk) {
        String name = disk.getName();
        return name.startsWith("/dev/") ? name.substring("/dev/".length()) : name;
    }

    private void collectNetwork() {
        List<NetworkIF> devices = hardware.getNetworkIFs();
        if (devices.isEmpty()) {
            return;
        }
        NETWORK.begin(sink);
        for (NetworkIF device : devices) {
            sink.sample(1, "device", device.getName(), "address", known(device.getMacaddr()));
        }
        NETWORK_SPEED.begin(sink);
        for (NetworkIF device : devices) {
            if (device.getSpeed() > 0) {
                sink.sample(device.getSpeed() / 8.0, "device", device.getName());
            }
        }
    }

    private void collectGraphics() {
        List<GraphicsCard> cards = hardware.getGraphicsCards();
        if (cards.isEmpty()) {
            return;
        }
        GRAPHICS.begin(sink);
        for (int i = 0; i < cards.size(); i++) {
            GraphicsCard card = cards.get(i);
            sink.sample(
                    1,
                    "card",
                    Integer.toString(i),
                    "name",
                    known(card.getName()),
                    "vendor",
                    known(card.getVendor()),
                    "device_id",
                    known(card.getDeviceId()),
                    "version",
                    known(card.getVersionInfo()));
        }
    }

    private static String known(String value) {
        return value.isBlank() || value.toLowerCase(Locale.ROOT).startsWith("unknown") ? "" : value.strip();
    }
}
