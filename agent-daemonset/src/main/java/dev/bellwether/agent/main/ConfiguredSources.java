package dev.bellwether.agent.main;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.CollectorConfig;
import dev.bellwether.agent.page.AgentCollector;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.target.ResolvedTargets;
import dev.bellwether.agent.scrape.target.ScrapeTarget;
import dev.bellwether.agent.scrape.target.TargetResolver;
import dev.bellwether.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a configuration says is to be collected. */
final class ConfiguredSources {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSources.class);

    private ConfiguredSources() {}

    /** The collectors that run, and the agent's own metrics. */
    static List<CollectionSet.Source> collectors(AgentConfig config, Collector ownMetrics) {
        List<CollectionSet.Source> sources = new ArrayList<>();
        for (CollectorConfig collector : config.enabledCollectors()) {
            sources.add(new CollectionSet.Source(
                    collector.definition().create(config.paths(), collector.settings()),
                    labels(config, collector.definition().job()),
                    collector.interval(),
                    collector.deadline()));
        }
        sources.add(new CollectionSet.Source(
                ownMetrics,
                labels(config, AgentCollector.JOB),
                CollectorConfig.STANDARD_INTERVAL,
                Duration.ofSeconds(5)));
        return sources;
    }

    private static Labels labels(AgentConfig config, String job) {
        return CollectionSet.targetLabels(
                config.identity().id(), job, config.identity().targetLabels());
    }

    /** The targets that are scraped; what is wrong with one is logged and costs the others nothing. */
    static List<ScrapeTarget> targets(AgentConfig config) {
        List<ScrapeTarget> targets = new ArrayList<>();
        for (ScrapeConfig scrape : config.scrapeConfigs()) {
            ResolvedTargets resolved = TargetResolver.resolve(scrape, scrape.staticTargets());
            resolved.problems().forEach(problem -> LOG.atError().log("not scraped: {}", problem));
            targets.addAll(resolved.targets());
        }
        return targets.stream().distinct().toList();
    }
}
