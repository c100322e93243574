package dev.bellwether.query.hosts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A host in one line for people. */
final class SummaryLine {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private SummaryLine() {}

    static String of(AgentView agent, Map<String, Double> numbers, long nowMillis) {
        List<String> parts = new ArrayList<>();
        if (!agent.live()) {
            parts.add("silent for " + duration(agent.silence()));
        }
        Double cpu = numbers.get("cpuPercent");
        Double cores = numbers.get("cores");
        if (cpu != null && cores != null) {
            parts.add(text("CPU %.0f %% of %.0f cores", cpu, cores));
        }
        Double load = numbers.get("load1");
        if (load != null) {
            parts.add(text("load %.2f", load));
        }
        used("memory", numbers.get("memoryTotalBytes"), numbers.get("memoryAvailableBytes"), parts);
        used("/", numbers.get("rootSizeBytes"), numbers.get("rootAvailableBytes"), parts);
        Double boot = numbers.get("bootTimeSeconds");
        if (boot != null) {
            parts.add("up " + duration(Duration.ofMillis(nowMillis - (long) (boot * 1000))));
        }
        return agent.instance() + ": "
                + (parts.isEmpty() ? "no samples of the last minutes" : String.join(", ", parts));
    }

    private static void used(
            String what,
            @org.jspecify.annotations.Nullable Double total,
            @org.jspecify.annotations.Nullable Double available,
            List<String> parts) {
        if (total != null && available != null && total > 0) {
            double used = total - available;
            parts.add(
                    text("%s %.1f of %.1f GiB (%.0f %%)", what, used / GIBIBYTE, total / GIBIBYTE, 100 * used / total));
        }
    }

    private static String duration(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min";
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
