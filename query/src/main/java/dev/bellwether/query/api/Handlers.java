package dev.bellwether.query.api;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.QueryPorts;
import dev.bellwether.query.alertmanager.AlertHandlers;
import dev.bellwether.query.alertmanager.ChangeGuard;
import dev.bellwether.query.alertmanager.SilenceHandlers;
import dev.bellwether.query.execution.EnforcingReader;
import dev.bellwether.query.execution.QueryService;
import dev.bellwether.query.hosts.AgentHandlers;
import dev.bellwether.query.hosts.Agents;
import dev.bellwether.query.hosts.HostHandlers;
import dev.bellwether.query.hosts.RangeHandler;
import dev.bellwether.query.pages.HealthHandlers;
import dev.bellwether.query.pages.MetricsHandler;
import dev.bellwether.query.pages.PageHandlers;
import dev.bellwether.query.prometheus.FederationHandler;
import dev.bellwether.query.prometheus.QueryHandlers;
import dev.bellwether.query.prometheus.RuleHandlers;
import dev.bellwether.query.prometheus.SeriesHandlers;
import dev.bellwether.query.prometheus.StatusHandlers;
import dev.bellwether.query.prometheus.SyntaxHandlers;
import dev.bellwether.query.prometheus.TargetHandlers;
import dev.bellwether.query.prometheus.WebClientHandlers;
import dev.bellwether.query.remote.RemoteReadHandler;
import dev.bellwether.query.story.ActionHandlers;
import dev.bellwether.query.story.StoryHandlers;
import java.time.Duration;

/** All handlers, built from settings and ports: the one place where they meet. */
public record Handlers(
        QueryHandlers queries,
        SeriesHandlers series,
        SyntaxHandlers syntax,
        StatusHandlers status,
        RuleHandlers rules,
        TargetHandlers targets,
        FederationHandler federation,
        RemoteReadHandler remoteRead,
        WebClientHandlers webClient,
        AgentHandlers agents,
        HostHandlers hosts,
        RangeHandler range,
        AlertHandlers alerts,
        SilenceHandlers silences,
        StoryHandlers stories,
        ActionHandlers actions,
        HealthHandlers health,
        MetricsHandler metrics,
        PageHandlers pages) {

    /** The handlers over these ports; every read goes through the enforced matchers. */
    public static Handlers of(QueryConfig config, QueryPorts ports) {
        SeriesReader reader = EnforcingReader.of(ports.reader(), config.enforcedMatchers());
        Duration lookback = config.query().lookbackDelta();
        QueryService service = new QueryService(reader, config.query());
        Agents agents = new Agents(
                ports.agents(), config.tenant(), config.enforcedMatchers(), config.liveness(), ports.clock());
        ChangeGuard guard = new ChangeGuard(config.listensOnLoopback(), config.changeToken());
        return new Handlers(
                new QueryHandlers(service, ports.clock()),
                new SeriesHandlers(reader),
                new SyntaxHandlers(service),
                new StatusHandlers(config, reader, ports.clock()),
                new RuleHandlers(ports.rules(), config.enforcedMatchers()),
                new TargetHandlers(agents, ports.metadata(), reader, config.enforcedMatchers()),
                new FederationHandler(reader, lookback, ports.clock()),
                new RemoteReadHandler(
                        reader, config.remoteRead(), config.query().timeout()),
                new WebClientHandlers(),
                new AgentHandlers(agents, reader, lookback, ports.clock()),
                new HostHandlers(agents, service, ports.clock()),
                new RangeHandler(reader, lookback, ports.clock()),
                new AlertHandlers(ports.alerts(), guard, ports.clock()),
                new SilenceHandlers(ports.alerts(), guard, ports.clock()),
                new StoryHandlers(ports.alerts(), ports.clock()),
                new ActionHandlers(ports.alerts(), guard, ports.clock()),
                new HealthHandlers(ports.readiness()),
                new MetricsHandler(ports.registry()),
                new PageHandlers());
    }
}
