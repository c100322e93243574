package dev.bellwether.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says of a process; follows proc_pid_stat(5) and proc_pid_status(5). Stateless. */
final class ProcessUsage {
    /** The kernel's unit in what it shows to programs, on every architecture that Linux has today. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessUsage() {}

    /** CPU-seconds of a process since it began, user and system. */
    static double cpuSeconds(long pid) {
        return ticks(pid, 2) / TICKS_PER_SECOND;
    }

    /** CPU-seconds of the threads of a JVM that compile, as far as they still live. */
    static double compilerSeconds(long pid) {
        double total = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = stat(thread);
                if (stat.contains(" CompilerThre")) {
                    total += ticks(stat, 2);
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return total / TICKS_PER_SECOND;
    }

    /** CPU-seconds of a process and all below it, those that have ended and were waited for among them. */
    static double treeCpuSeconds(long pid) {
        double total = ticks(pid, 4);
        for (ProcessHandle child : children(pid)) {
            total += ticks(child.pid(), 4);
        }
        return total / TICKS_PER_SECOND;
    }

    private static List<ProcessHandle> children(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::descendants)
                .orElse(Stream.empty())
                .toList();
    }

    private static double ticks(long pid, int counters) {
        return ticks(stat(Path.of("/proc/" + pid)), counters);
    }

    /** What the kernel says of a process or a thread; empty where it has gone. */
    private static String stat(Path directory) {
        try {
            return Files.readString(directory.resolve("stat"));
        } catch (IOException e) {
            return "";
        }
    }

    /** The sum of the first counters among utime, stime, cutime, cstime; 0 where there are none. */
    private static double ticks(String stat, int counters) {
        if (stat.isEmpty()) {
            return 0;
        }
        // The name stands in parentheses and may hold anything; utime is the 14th field, the 12th after it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double total = 0;
        for (int i = 0; i < counters; i++) {
            total += Long.parseLong(fields[11 + i]);
        }
        return total;
    }

    /** Resident memory in MiB. */
    static double residentMebibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1_024.0;
        } catch (IOException e) {
            throw new UncheckedIOException("the memory of process " + pid + " cannot be read: " + e.getMessage(), e);
        }
    }
}
