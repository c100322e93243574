package dev.bellwether.operator.desired;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What manifests depend on beside the spec: what was generated, and what others have made. Secrets are here as hashes, never
 * as contents, but for those that become a manifest themselves.
 *
 * @param operatorNamespace where the operator runs, so that its way to the log is open
 * @param authority certificates of the stack's authority, PEM
 * @param secretHashes hashes of Secrets by name
 * @param agentKeys the keys with which agents' tokens are checked, as a JSON Web Key Set
 * @param agentIssuer who issues agents' tokens
 * @param cluster what was chosen when the log was made
 * @param ownedNamespaces the namespaces that the operator has made for this stack
 * @param clientProperties properties of Kafka's clients that hold keys; empty where the operator runs Kafka or Kafka is
 *     external
 * @param pods the stack's own pods that have metrics
 */
public record Facts(
        String operatorNamespace,
        String authority,
        Map<String, String> secretHashes,
        String agentKeys,
        String agentIssuer,
        LogCluster cluster,
        Set<String> ownedNamespaces,
        Optional<String> clientProperties,
        List<RunningPod> pods) {
    public Facts {
        secretHashes = Map.copyOf(secretHashes);
        ownedNamespaces = Set.copyOf(ownedNamespaces);
        pods = List.copyOf(pods);
    }

    /** The hash of a Secret; the empty text while it is not there. */
    public String secretHash(String name) {
        return secretHashes.getOrDefault(name, "");
    }

    /** The same with other hashes. */
    public Facts withSecretHashes(Map<String, String> hashes) {
        return new Facts(
                operatorNamespace,
                authority,
                hashes,
                agentKeys,
                agentIssuer,
                cluster,
                ownedNamespaces,
                clientProperties,
                pods);
    }

    /**
     * A pod of the stack that runs.
     *
     * @param name its name
     * @param address its IP address
     * @param node the node on which it runs
     */
    public record RunningPod(Component component, String name, String address, String node) {}

    /**
     * What is chosen once for a log and stays: a topic's partitions are fixed when it is created.
     *
     * @param id the id of a managed Kafka, 22 characters
     * @param samplePartitions partitions of the topics keyed by agent
     * @param rulePartitions partitions of the topics keyed by rule
     * @param brokers how many brokers a log has that is not external: a majority of them keeps its metadata
     */
    public record LogCluster(String id, int samplePartitions, int rulePartitions, int brokers) {}
}
