package dev.bellwether.agent.main;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.ExpositionSink;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.CollectorConfig;
import java.io.IOException;
import java.io.PrintWriter;

/** One collection of all collectors, printed. */
final class DryRun {
    private DryRun() {}

    /** Prints samples to one writer and what failed to the other; returns 1 where every collector failed, else 0. */
    static int print(AgentConfig config, PrintWriter out, PrintWriter errors) throws InterruptedException {
        ExpositionSink sink = new ExpositionSink();
        int failed = 0;
        for (CollectorConfig collector : config.enabledCollectors()) {
            try {
                Collector created = collector.definition().create(config.paths(), collector.settings());
                sink.entity("");
                created.collect(sink);
            } catch (IOException | RuntimeException e) {
                failed++;
                errors.println("# collector " + collector.name() + " failed: " + e.getMessage());
            }
        }
        out.print(sink.text());
        out.flush();
        errors.flush();
        return failed > 0 && failed == config.enabledCollectors().size() ? 1 : 0;
    }
}
