package dev.bellwether.storage;

import dev.bellwether.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which agents have sent, and how far each has come.
 *
 * <p>Safe for use by many threads; every method blocks on the database.
 */
public interface AgentDirectory {
    /**
     * The newest life of every agent of a tenant, sorted by agent id.
     *
     * @throws StorageUnavailableException where the database is away
     */
    List<AgentStatus> agents(String tenant);

    /**
     * The newest life of one agent.
     *
     * @throws StorageUnavailableException where the database is away
     */
    Optional<AgentStatus> agent(String tenant, String agentId);

    /**
     * What is known of an agent.
     *
     * @param agentId its id
     * @param incarnation its newest life
     * @param targetLabels the labels that describe it
     * @param newestSample the time of its newest sample that is stored
     * @param receivedAt when the gateway took its newest batch that is stored
     * @param contiguousSequence every batch up to this number is stored or will never come
     */
    record AgentStatus(
            String agentId,
            long incarnation,
            Labels targetLabels,
            Instant newestSample,
            Instant receivedAt,
            long contiguousSequence) {}
}
