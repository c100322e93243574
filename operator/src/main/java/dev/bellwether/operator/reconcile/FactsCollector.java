package dev.bellwether.operator.reconcile;

import dev.bellwether.operator.certificates.StackSecrets;
import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.DesiredStack;
import dev.bellwether.operator.desired.Facts;
import dev.bellwether.operator.desired.Facts.LogCluster;
import dev.bellwether.operator.desired.Facts.RunningPod;
import dev.bellwether.operator.desired.LogConnection;
import dev.bellwether.operator.desired.StackNames;
import dev.bellwether.operator.desired.StackSettings;
import dev.bellwether.operator.desired.StackSettings.Database;
import dev.bellwether.operator.desired.StackSettings.Log;
import dev.bellwether.operator.status.Problem;
import dev.bellwether.operator.status.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what manifests depend on beside the spec, and how the operator itself reaches a stack. */
final class FactsCollector {
    private final AgentKeys agentKeys;
    private final String operatorNamespace;

    FactsCollector(KubernetesClient client, String operatorNamespace, Clock clock) {
        this.agentKeys = new AgentKeys(client, clock);
        this.operatorNamespace = operatorNamespace;
    }

    /** The facts; empty where the API server does not give its keys. */
    Optional<Facts> collect(StackSettings settings, Secrets secrets, Set<String> ownNamespaces, List<RunningPod> pods) {
        Optional<AgentKeys.Keys> keys = agentKeys.read();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        StackNames names = settings.names();
        Facts facts = new Facts(
                operatorNamespace,
                StackSecrets.trusted(secrets.read(names.tls(Component.GATEWAY))),
                Map.of(),
                keys.get().set(),
                keys.get().issuer(),
                StackSecrets.cluster(secrets.read(names.kafkaCluster())),
                ownNamespaces,
                ClientProperties.ofStrimzi(settings, secrets),
                pods);
        // Reading them is what puts their hashes among the others.
        DesiredStack.foreignSecrets(settings, facts).forEach(secrets::read);
        return Optional.of(facts.withSecretHashes(secrets.hashes()));
    }

    /** A Secret that the user has named and that is not there; those that another operator makes come later. */
    Optional<Problem> missing(StackSettings settings, Facts facts) {
        if (settings.log() instanceof Log.Strimzi || settings.database() instanceof Database.CloudNativePg) {
            return Optional.empty();
        }
        return DesiredStack.foreignSecrets(settings, facts).stream()
                .filter(secret -> facts.secretHash(secret).isEmpty())
                .findFirst()
                .map(secret -> new Problem(
                        Reason.SECRET_MISSING,
                        "Secret " + settings.names().namespace() + "/" + secret
                                + " is named in the spec and not there"));
    }

    /** How the operator reaches the stack's services. */
    StackAccess access(StackSettings settings, Facts facts, Secrets secrets) {
        StackNames names = settings.names();
        LogCluster cluster = facts.cluster();
        Log log = settings.log();
        return new StackAccess(
                new LogAccess(
                        new LogConnection(settings, facts).bootstrapServers(),
                        ClientProperties.ofOperator(settings, secrets),
                        log.brokers(),
                        cluster.samplePartitions(),
                        cluster.rulePartitions(),
                        log.retention(),
                        log.retentionBytes()),
                secrets.read(names.sealing()).getOrDefault("key", ""),
                URI.create("https://" + names.host(Component.QUERY) + ":" + Component.QUERY.port()),
                facts.authority());
    }
}
