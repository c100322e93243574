package dev.bellwether.query.hosts;

import dev.bellwether.model.Matcher;
import dev.bellwether.storage.AgentDirectory;
import dev.bellwether.storage.AgentDirectory.AgentStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The agents that a caller may see. Safe for use by many threads; blocks on the directory. */
public final class Agents {
    private final AgentDirectory directory;
    private final String tenant;
    private final List<Matcher> enforced;
    private final Duration liveness;
    private final Clock clock;

    /**
     * A view of the directory.
     *
     * @param enforced agents whose labels do not fulfil these conditions are not shown
     * @param liveness how long after its newest batch an agent counts as live
     */
    public Agents(AgentDirectory directory, String tenant, List<Matcher> enforced, Duration liveness, Clock clock) {
        this.directory = directory;
        this.tenant = tenant;
        this.enforced = List.copyOf(enforced);
        this.liveness = liveness;
        this.clock = clock;
    }

    /** All of them, sorted by id. */
    public List<AgentView> all() {
        return directory.agents(tenant).stream()
                .filter(this::isAllowed)
                .map(this::view)
                .toList();
    }

    /** The agent with this id, or else the one whose samples carry this {@code instance}. */
    public Optional<AgentView> find(String idOrInstance) {
        Optional<AgentView> byId =
                directory.agent(tenant, idOrInstance).filter(this::isAllowed).map(this::view);
        return byId.isPresent()
                ? byId
                : all().stream()
                        .filter(agent -> agent.instance().equals(idOrInstance))
                        .findFirst();
    }

    private boolean isAllowed(AgentStatus agent) {
        return enforced.stream().allMatch(matcher -> matcher.matches(agent.targetLabels()));
    }

    private AgentView view(AgentStatus agent) {
        Instant now = clock.instant();
        Duration silence = Duration.between(agent.receivedAt(), now);
        String instance = agent.targetLabels().getOrEmpty("instance");
        return new AgentView(
                agent.agentId(),
                instance.isEmpty() ? agent.agentId() : instance,
                agent.targetLabels(),
                agent.incarnation(),
                agent.newestSample(),
                agent.receivedAt(),
                silence.isNegative() ? Duration.ZERO : silence,
                silence.compareTo(liveness) < 0);
    }
}
