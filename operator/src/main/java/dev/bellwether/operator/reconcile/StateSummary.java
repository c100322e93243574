package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStackStatus.Endpoints;
import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.StackNames;
import dev.bellwether.operator.desired.StackSettings;
import dev.bellwether.operator.status.ComponentState;
import dev.bellwether.operator.status.Problem;
import dev.bellwether.operator.status.Reason;
import dev.bellwether.operator.status.StackState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what a status is made of. */
final class StateSummary {
    private static final int GRPC_PORT = 7082;

    private StateSummary() {}

    /**
     * The state of a stack.
     *
     * @param bridged whether the stack has a bridge, or will have one
     * @param report the bridge's report, empty where it has not started
     */
    static StackState of(
            StackSettings settings,
            Map<Component, ComponentState> states,
            boolean bridged,
            Optional<BridgeReport> report) {
        BridgeReport counts = report.orElse(BridgeReport.NONE);
        return new StackState(
                List.copyOf(states.values()),
                List.of(),
                bridged ? Optional.of(bridge(report)) : Optional.empty(),
                endpoints(settings.names()),
                counts.rules(),
                counts.notifiers(),
                counts.silences(),
                counts.alerts());
    }

    private static Problem bridge(Optional<BridgeReport> report) {
        if (report.isEmpty()) {
            return new Problem(Reason.CONNECTING, "The bridge starts when the log is ready");
        }
        return report.get()
                .problem()
                .map(problem -> new Problem(Reason.BRIDGE_FAILED, problem))
                .orElse(new Problem(Reason.READY, "Rules, notifiers and silences go to the log, alerts come back."));
    }

    private static Endpoints endpoints(StackNames names) {
        String gateway = names.host(Component.GATEWAY);
        return new Endpoints(
                "https://" + names.host(Component.QUERY) + ":" + Component.QUERY.port(),
                "https://" + gateway + ":" + Component.GATEWAY.port(),
                gateway + ":" + GRPC_PORT);
    }
}
