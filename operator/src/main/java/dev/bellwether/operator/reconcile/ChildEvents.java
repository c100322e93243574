package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has a stack looked at again: changes of its children and of its pods, and whoever wakes it. */
final class ChildEvents {
    private static final long PAGE = 200;

    /** Of the agents' pods, of which there may be thousands, the DaemonSet's status tells enough. */
    private static final String PODS = Labels.SELECTOR + "," + Labels.NAME + " notin (agent)";

    private final SimpleInboundEventSource<MonitoringStack> bell = new SimpleInboundEventSource<>("bell");

    /** Has a stack looked at again. */
    void wake(String stack) {
        bell.propagateEvent(new ResourceID(stack));
    }

    List<EventSource<?, MonitoringStack>> sources(EventSourceContext<MonitoringStack> context) {
        List<EventSource<?, MonitoringStack>> sources = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : ChildKinds.ALL) {
            sources.add(informed(kind, Labels.SELECTOR, context));
        }
        sources.add(informed(Pod.class, PODS, context));
        sources.add(bell);
        return sources;
    }

    private static <R extends HasMetadata> InformerEventSource<R, MonitoringStack> informed(
            Class<R> kind, String selector, EventSourceContext<MonitoringStack> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, MonitoringStack.class)
                        .withName(kind.getSimpleName())
                        .withWatchAllNamespaces()
                        .withLabelSelector(selector)
                        .withInformerListLimit(PAGE)
                        .withItemStore(new TrimmedStore<>())
                        .withSecondaryToPrimaryMapper(ChildEvents::stack)
                        .build(),
                context);
    }

    private static Set<ResourceID> stack(HasMetadata child) {
        Map<String, String> labels = child.getMetadata().getLabels();
        String stack = labels == null ? null : labels.get(Labels.INSTANCE);
        return stack == null ? Set.of() : Set.of(new ResourceID(stack));
    }
}
