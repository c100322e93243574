package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.secret.SealingKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stack asks of its bridge.
 *
 * @param stack the MonitoringStack's name
 * @param stackUid the MonitoringStack's uid, which owns Alert objects
 * @param namespace the stack's own namespace: where alerts go whose rule has none
 * @param rules which AlertRules and PrometheusRules are taken
 * @param notifiers which Notifiers are taken
 * @param silences which Silences are taken
 * @param namespacesEnforced whether each namespace sees and touches itself alone
 * @param overrides changes to rules by name, the first that names a rule counts
 * @param maximumAlertObjects how many Alert objects there are at most, 0 for none
 * @param keepResolved how long an Alert object stays after the alert's end
 * @param confirmation the MonitoringStack's annotation {@value #CONFIRMATION}, empty where it has none
 * @param sealing the keys under which notifiers' secrets go into the log
 * @param query what answers questions about the past, null where nothing does
 */
public record BridgeSettings(
        String stack,
        String stackUid,
        String namespace,
        Selection rules,
        Selection notifiers,
        Selection silences,
        boolean namespacesEnforced,
        List<RuleOverride> overrides,
        int maximumAlertObjects,
        Duration keepResolved,
        String confirmation,
        SealingKeys sealing,
        @Nullable QueryAccess query) {
    /** The annotation of a MonitoringStack that lets go of what is held back: its value is the one that the condition names. */
    public static final String CONFIRMATION = "bellwether.dev/confirm-removals";

    public BridgeSettings {
        overrides = List.copyOf(overrides);
        if (stack.isBlank() || namespace.isBlank()) {
            throw new IllegalArgumentException(
                    "a stack has a name and a namespace, got \"" + stack + "\" and \"" + namespace + "\"");
        }
        if (maximumAlertObjects < 0 || keepResolved.isNegative()) {
            throw new IllegalArgumentException("alertObjects.maximum is " + maximumAlertObjects + ", keepResolved "
                    + keepResolved + "; neither may be negative");
        }
    }

    /**
     * Whether an object's status is another stack's to write: of several stacks that take an object, the first by name that is
     * there.
     *
     * @param writer the stack that has written it, null for none
     * @param stacks the stacks that are there
     */
    boolean leavesStatusTo(@Nullable String writer, Set<String> stacks) {
        return writer != null && writer.compareTo(stack) < 0 && stacks.contains(writer);
    }

    /**
     * How the stack's HTTP API is reached.
     *
     * @param address for instance {@code https://main-query.bellwether.svc:7080}
     * @param authorities the certificates that sign the API's own, as PEM; empty for those that everybody trusts
     */
    public record QueryAccess(URI address, String authorities) {
        @Override
        public String toString() {
            return "QueryAccess[address=" + address + "]";
        }
    }
}
