package dev.bellwether.agent.config;

import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import java.util.List;

/**
 * Everything that an agent is told. Immutable; made by {@link AgentConfigLoader}.
 *
 * @param identity who the agent is and where it keeps its data
 * @param paths where the machine's trees are mounted
 * @param collectors every collector that there is, running or not
 * @param scrapeConfigs what to scrape
 * @param wal the write-ahead log
 * @param send where samples go
 * @param page the agent's own page
 * @param log what the agent says of itself
 */
public record AgentConfig(
        IdentityConfig identity,
        HostPaths paths,
        List<CollectorConfig> collectors,
        List<ScrapeConfig> scrapeConfigs,
        WalConfig wal,
        SendConfig send,
        PageConfig page,
        LogConfig log) {

    public AgentConfig {
        collectors = List.copyOf(collectors);
        scrapeConfigs = List.copyOf(scrapeConfigs);
    }

    /** The collectors that run. */
    public List<CollectorConfig> enabledCollectors() {
        return collectors.stream().filter(CollectorConfig::enabled).toList();
    }
}
