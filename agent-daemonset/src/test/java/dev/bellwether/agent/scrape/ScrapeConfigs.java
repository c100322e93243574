package dev.bellwether.agent.scrape;

import dev.bellwether.agent.config.AgentConfigLoader;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.target.ScrapeTarget;
import dev.bellwether.agent.scrape.target.TargetResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Scrape configs as a user writes them. */
public final class ScrapeConfigs {
    private ScrapeConfigs() {}

    /** A config from the lines of one element of {@code scrape_configs}; the job is {@code test}. */
    public static ScrapeConfig config(String address, String... lines) {
        String yaml = "scrape_configs:\n  - job_name: test\n    static_configs: [{targets: [\"" + address + "\"]}]\n"
                + String.join("\n", lines).indent(4);
        ConfigResult result =
                new AgentConfigLoader(Map.of(), List.of(), () -> "host").parse("agent.yaml", Path.of("/"), yaml);
        return switch (result) {
            case ConfigResult.Loaded loaded -> loaded.config().scrapeConfigs().getFirst();
            case ConfigResult.Invalid invalid -> throw new IllegalArgumentException(invalid.message());
        };
    }

    /** The only target of such a config. */
    public static ScrapeTarget target(String address, String... lines) {
        ScrapeConfig config = config(address, lines);
        return TargetResolver.resolve(config, config.staticTargets()).targets().getFirst();
    }
}
