package dev.bellwether.agent.collect.inventory;

import dev.bellwether.agent.collect.ExpositionSink;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import oshi.nativefree.SystemInfo;
import oshi.util.GlobalConfig;

/**
 * Prints the hardware in the exposition format and ends. Runs as a process of its own, so that what OSHI needs in memory
 * does not stay in the agent.
 */
public final class InventoryMain {
    private InventoryMain() {}

    /** Arguments: the mount of procfs and the mount of sysfs. */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("expected the mounts of procfs and sysfs, got " + arguments.length + " arguments");
            System.exit(2);
        }
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_PROC_PATH, arguments[0]);
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_SYS_PATH, arguments[1]);
        ExpositionSink sink = new ExpositionSink();
        new HardwareInventory(new SystemInfo().getHardware(), sink).collect();
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        output.print(sink.text());
        output.flush();
    }
}
