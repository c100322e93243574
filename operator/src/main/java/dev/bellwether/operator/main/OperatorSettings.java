package dev.bellwether.operator.main;

import dev.bellwether.operator.desired.Images;
import dev.bellwether.process.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator is started with.
 *
 * @param identity its name among its replicas
 * @param namespace where it runs, and where its lease stands
 * @param lease the lease's name
 * @param images what runs where a stack names nothing else
 * @param definitionsManaged whether it applies its custom resource definitions at its start
 * @param stackFile objects to apply once the definitions are there; empty for none
 * @param timing of its leadership
 */
public record OperatorSettings(
        String identity,
        String namespace,
        String lease,
        Images images,
        boolean definitionsManaged,
        Optional<Path> stackFile,
        LeaseTiming timing) {
    /** The port of its pages. */
    public static final int PAGES_PORT = 7086;

    private static final String IMAGE = "BELLWETHER_IMAGE_";

    /** By environment variables; the module's README lists them. */
    public static OperatorSettings of(Environment environment) {
        return new OperatorSettings(
                environment.required("POD_NAME"),
                environment.required("POD_NAMESPACE"),
                environment.text("BELLWETHER_LEASE", "bellwether-operator"),
                new Images(
                        environment.required(IMAGE + "AGENT"),
                        environment.required(IMAGE + "INGEST"),
                        environment.required(IMAGE + "ALERT_ENGINE"),
                        environment.required(IMAGE + "QUERY"),
                        environment.required(IMAGE + "KAFKA"),
                        environment.required(IMAGE + "DATABASE"),
                        pullPolicy(environment),
                        environment.words("BELLWETHER_IMAGE_PULL_SECRETS")),
                environment.text("BELLWETHER_CRDS_MANAGED").isEmpty() || environment.flag("BELLWETHER_CRDS_MANAGED"),
                environment.path("BELLWETHER_STACK_FILE"),
                LeaseTiming.USUAL);
    }

    private static String pullPolicy(Environment environment) {
        String policy = environment.text("BELLWETHER_IMAGE_PULL_POLICY", "IfNotPresent");
        if (!List.of("Always", "IfNotPresent", "Never").contains(policy)) {
            throw new IllegalArgumentException(
                    "BELLWETHER_IMAGE_PULL_POLICY is \"" + policy + "\", allowed are Always, IfNotPresent and Never");
        }
        return policy;
    }

    /**
     * Times of a lease.
     *
     * @param duration after which a lease that is not renewed is free
     * @param renewDeadline after which a leader that cannot renew it gives up
     * @param retry from attempt to attempt
     */
    public record LeaseTiming(Duration duration, Duration renewDeadline, Duration retry) {
        /** 15, 10 and 2 seconds, as Kubernetes's own controllers have them. */
        public static final LeaseTiming USUAL =
                new LeaseTiming(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }
}
