package dev.bellwether.query;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.storage.AgentDirectory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Objects;

/**
 * What a {@link QueryServer} reads from. Everything stays the caller's.
 *
 * @param reader the samples
 * @param agents who sends
 * @param metadata types and help texts of metrics
 * @param rules rules and alerts
 * @param alerts alerts as they are and were, and the way to change what becomes of them
 * @param readiness whether to answer {@code /readyz} with yes
 * @param registry what {@code /metrics} shows
 * @param clock the time of instant queries and of relative ranges
 */
public record QueryPorts(
        SeriesReader reader,
        AgentDirectory agents,
        MetadataDirectory metadata,
        RuleDirectory rules,
        AlertPorts alerts,
        Readiness readiness,
        PrometheusMeterRegistry registry,
        Clock clock) {
    public QueryPorts {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(agents, "agents");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(alerts, "alerts");
        Objects.requireNonNull(readiness, "readiness");
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(clock, "clock");
    }
}
