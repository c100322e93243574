package dev.bellwether.operator.certificates;

import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.Facts.LogCluster;
import dev.bellwether.operator.desired.StackNames;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything secret that a stack has, from what is there and what time it is. What was generated once (passwords, keys, the
 * log's id) is never made anew while it is there; certificates are renewed in time. Safe for use by many threads.
 */
public final class StackSecrets {
    private static final int MOST_BROKERS = 3;

    private final CertificatePolicy policy;
    private final CertificateMaker maker;
    private final RandomTexts texts;
    private final Clock clock;

    public StackSecrets(CertificatePolicy policy, SecureRandom random, Clock clock) {
        this.policy = policy;
        this.maker = new CertificateMaker(random, clock);
        this.texts = new RandomTexts(random);
        this.clock = clock;
    }

    /**
     * A Secret as it should be.
     *
     * @param name its name
     * @param type its type
     * @param data its contents
     * @param kept whether it stays when the stack is deleted
     * @param once whether it must never be written over
     */
    public record WantedSecret(String name, String type, Map<String, String> data, boolean kept, boolean once) {
        public WantedSecret {
            data = Map.copyOf(data);
        }

        /** Without the contents. */
        @Override
        public String toString() {
            return "WantedSecret[" + name + "]";
        }
    }

    /**
     * All Secrets of a stack as they should be now.
     *
     * @param names the stack's names
     * @param beginning what a new log begins with; its id is not looked at
     * @param present gives the data of a Secret that is there, empty where there is none
     * @throws IllegalArgumentException where one that must not be written over is damaged; names it
     */
    public List<WantedSecret> wanted(
            StackNames names, LogCluster beginning, Function<String, Map<String, String>> present) {
        List<WantedSecret> wanted = new ArrayList<>();
        wanted.add(once(
                names.database(),
                present,
                () -> Map.of(StackNames.USERNAME, "bellwether", StackNames.PASSWORD, texts.password()),
                true,
                StackNames.USERNAME,
                StackNames.PASSWORD));
        wanted.add(once(names.api(), present, () -> Map.of("token", texts.password()), false, "token"));
        wanted.add(once(names.sealing(), present, () -> Map.of("key", texts.sealingKey()), true, "key"));
        wanted.add(once(
                names.kafkaCluster(),
                present,
                () -> Map.of(
                        "id",
                        texts.clusterId(),
                        "samplePartitions",
                        String.valueOf(beginning.samplePartitions()),
                        "rulePartitions",
                        String.valueOf(beginning.rulePartitions()),
                        "brokers",
                        String.valueOf(beginning.brokers())),
                true,
                "id",
                "samplePartitions",
                "rulePartitions",
                "brokers"));
        Authority authority = authority(names, present.apply(names.authority()));
        wanted.add(new WantedSecret(names.authority(), "Opaque", authority.data(), true, false));
        leaves(names)
                .forEach((secret, hosts) -> wanted.add(new WantedSecret(
                        secret,
                        "kubernetes.io/tls",
                        LeafSecret.renewed(
                                present.apply(secret),
                                authority,
                                maker,
                                secret.substring(0, secret.length() - "-tls".length()),
                                hosts,
                                policy,
                                clock.instant()),
                        false,
                        false)));
        return wanted;
    }

    /** What was chosen when the log was made. */
    public static LogCluster cluster(Map<String, String> data) {
        return new LogCluster(
                data.getOrDefault("id", ""),
                Integer.parseInt(data.getOrDefault("samplePartitions", "")),
                Integer.parseInt(data.getOrDefault("rulePartitions", "")),
                Integer.parseInt(data.getOrDefault("brokers", "")));
    }

    /** Everything that the processes of a stack trust, PEM. */
    public static String trusted(Map<String, String> leaf) {
        return leaf.getOrDefault("ca.crt", "");
    }

    private Authority authority(StackNames names, Map<String, String> present) {
        Instant now = clock.instant();
        if (present.isEmpty()) {
            return Authority.create(maker, names.stack(), policy);
        }
        try {
            return Authority.read(present).advanced(maker, names.stack(), policy, now);
        } catch (IllegalArgumentException e) {
            throw damaged(names.authority(), String.valueOf(e.getMessage()));
        }
    }

    private static WantedSecret once(
            String name,
            Function<String, Map<String, String>> present,
            Supplier<Map<String, String>> made,
            boolean kept,
            String... keys) {
        Map<String, String> there = present.apply(name);
        if (there.isEmpty()) {
            return new WantedSecret(name, "Opaque", made.get(), kept, true);
        }
        for (String key : keys) {
            if (there.getOrDefault(key, "").isEmpty()) {
                throw damaged(name, "its key " + key + " is missing or empty");
            }
        }
        return new WantedSecret(name, "Opaque", there, kept, true);
    }

    private static IllegalArgumentException damaged(String name, String how) {
        return new IllegalArgumentException("Secret " + name + " is damaged: " + how
                + "; put its contents back, or delete it so that it is made anew");
    }

    /** The Secrets of components, and of the operator, with the names that their certificates are for. */
    private static Map<String, List<String>> leaves(StackNames names) {
        Map<String, List<String>> leaves = new LinkedHashMap<>();
        for (Component component : Component.values()) {
            if (component != Component.AGENT) {
                List<String> hosts = new ArrayList<>(hosts(names, names.of(component)));
                if (component == Component.QUERY || component == Component.GATEWAY) {
                    // For people behind `kubectl port-forward`.
                    hosts.add("localhost");
                }
                if (component == Component.KAFKA) {
                    for (int node = 0; node < MOST_BROKERS; node++) {
                        hosts.addAll(hosts(names, names.of(component) + "-" + node + "." + names.kafkaNodes()));
                    }
                }
                leaves.put(names.tls(component), List.copyOf(hosts));
            }
        }
        leaves.put(names.operatorTls(), List.of(names.stack() + "-operator"));
        return leaves;
    }

    private static List<String> hosts(StackNames names, String service) {
        String inNamespace = service + "." + names.namespace();
        return List.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local");
    }
}
