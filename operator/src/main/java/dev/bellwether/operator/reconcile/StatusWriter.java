package dev.bellwether.operator.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.crds.stack.MonitoringStackStatus;
import dev.bellwether.operator.desired.Labels;
import dev.bellwether.operator.status.StackState;
import dev.bellwether.operator.status.StatusBuilder;
import dev.bellwether.operator.status.Transitions;
import dev.bellwether.operator.status.Transitions.Transition;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes statuses where they differ from what was written last, and tells transitions as events. */
final class StatusWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Labels.OPERATOR)
            .withForce(true)
            .build();

    /** Events of objects that belong to the cluster stand here. */
    private static final String EVENT_NAMESPACE = "default";

    private final KubernetesClient client;
    private final Clock clock;
    private final StatusBuilder builder;

    /** By uid: an informer may still show the status before. */
    private final Map<String, MonitoringStackStatus> written = new ConcurrentHashMap<>();

    StatusWriter(KubernetesClient client, Clock clock, String version) {
        this.client = client;
        this.clock = clock;
        this.builder = new StatusBuilder(clock, version);
    }

    void write(MonitoringStack stack, StackState state) {
        String uid = stack.getMetadata().getUid();
        MonitoringStackStatus previous = written.getOrDefault(uid, stack.getStatus());
        MonitoringStackStatus status =
                builder.build(previous, stack.getMetadata().getGeneration(), state);
        if (same(status, previous) && same(status, stack.getStatus())) {
            return;
        }
        MonitoringStack patch = new MonitoringStack();
        patch.setMetadata(
                new ObjectMetaBuilder().withName(stack.getMetadata().getName()).build());
        patch.setSpec(null);
        patch.setStatus(status);
        try {
            client.resource(patch).subresource("status").patch(APPLY);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                // It was deleted meanwhile.
                return;
            }
            throw e;
        }
        written.put(uid, status);
        List<Condition> before = previous == null ? List.of() : previous.conditions();
        Transitions.between(before, status.conditions()).forEach(transition -> tell(stack, transition));
    }

    private static boolean same(MonitoringStackStatus status, @Nullable MonitoringStackStatus other) {
        return other != null && JSON.valueToTree(status).equals(JSON.valueToTree(other));
    }

    private void tell(MonitoringStack stack, Transition transition) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        LOG.info("stack={} {}", stack.getMetadata().getName(), transition.message());
        try {
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withGenerateName(stack.getMetadata().getName() + ".")
                            .withNamespace(EVENT_NAMESPACE)
                            .endMetadata()
                            .withNewInvolvedObject()
                            .withApiVersion(stack.getApiVersion())
                            .withKind(stack.getKind())
                            .withName(stack.getMetadata().getName())
                            .withUid(stack.getMetadata().getUid())
                            .endInvolvedObject()
                            .withType(transition.warning() ? "Warning" : "Normal")
                            .withReason(transition.reason())
                            .withMessage(shortened(transition.message()))
                            .withFirstTimestamp(now)
                            .withLastTimestamp(now)
                            .withCount(1)
                            .withNewSource()
                            .withComponent(Labels.OPERATOR)
                            .endSource()
                            .withReportingComponent(Labels.OPERATOR)
                            .withReportingInstance(Labels.OPERATOR)
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            // An event is news, not state: the condition says the same.
            LOG.warn(
                    "stack={} event cannot be written: {}",
                    stack.getMetadata().getName(),
                    Objects.toString(e.getMessage()));
        }
    }

    /** The API server takes 1,024 characters. */
    private static String shortened(String message) {
        return message.length() <= 1_000 ? message : message.substring(0, 1_000) + "…";
    }
}
