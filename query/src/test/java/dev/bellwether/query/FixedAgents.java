package dev.bellwether.query;

import dev.bellwether.storage.AgentDirectory;
import java.util.List;
import java.util.Optional;

/** A directory of agents that are always the same. */
final class FixedAgents implements AgentDirectory {
    private final List<AgentStatus> agents;

    FixedAgents(AgentStatus... agents) {
        this.agents = List.of(agents);
    }

    @Override
    public List<AgentStatus> agents(String tenant) {
        return agents;
    }

    @Override
    public Optional<AgentStatus> agent(String tenant, String agentId) {
        return agents.stream().filter(agent -> agent.agentId().equals(agentId)).findFirst();
    }
}
