package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import dev.bellwether.operator.certificates.StackSecrets;
import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.DesiredStack;
import dev.bellwether.operator.desired.Facts;
import dev.bellwether.operator.desired.Facts.LogCluster;
import dev.bellwether.operator.desired.InvalidStackException;
import dev.bellwether.operator.desired.Preset;
import dev.bellwether.operator.desired.SettingsReader;
import dev.bellwether.operator.desired.StackSettings;
import dev.bellwether.operator.status.ComponentState;
import dev.bellwether.operator.status.Problem;
import dev.bellwether.operator.status.Reason;
import dev.bellwether.operator.status.StackState;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings what is there to what a MonitoringStack asks for, one step at a time, and says how far it is. It waits for nothing:
 * each change in the cluster, and half a minute without one, has it look again. There is no finalizer: children go by their
 * owner reference, what holds data has none.
 */
public final class StackReconciler implements Reconciler<MonitoringStack> {
    /** What nobody has announced is found after this time: a Secret that was changed, keys that were rotated. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN_SOON = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final SettingsReader reader;
    private final StackSecrets secretMaker;
    private final FactsCollector factsCollector;
    private final Applier applier;
    private final Namespaces namespaces;
    private final VolumeGrowth volumes;
    private final Orphans orphans;
    private final StatusWriter statusWriter;
    private final StackMemories memories;
    private final ChildEvents events;
    private final Clock clock;

    /**
     * A reconciler; it lives as long as the operator.
     *
     * @param client stays the caller's
     * @param setting what the operator was started with
     */
    public StackReconciler(KubernetesClient client, ReconcilerSetting setting) {
        this.client = client;
        this.reader = new SettingsReader(setting.images());
        this.secretMaker = setting.secrets();
        this.clock = setting.clock();
        this.applier = new Applier(client);
        this.factsCollector = new FactsCollector(client, setting.operatorNamespace(), clock);
        this.namespaces = new Namespaces(client, applier);
        this.volumes = new VolumeGrowth(client);
        this.orphans = new Orphans(client);
        this.statusWriter = new StatusWriter(client, clock, setting.version());
        this.events = new ChildEvents();
        this.memories = new StackMemories(setting.bridges(), events::wake);
    }

    @Override
    public List<EventSource<?, MonitoringStack>> prepareEventSources(EventSourceContext<MonitoringStack> context) {
        return events.sources(context);
    }

    @Override
    public UpdateControl<MonitoringStack> reconcile(MonitoringStack stack, Context<MonitoringStack> context) {
        if (context.isPrimaryResourceDeleted() || stack.getMetadata().getDeletionTimestamp() != null) {
            memories.forget(stack.getMetadata().getName());
            return UpdateControl.noUpdate();
        }
        StackState state = bring(stack, context);
        statusWriter.write(stack, state);
        return UpdateControl.<MonitoringStack>noUpdate()
                .rescheduleAfter(state.isSettled() ? LOOK_AGAIN : LOOK_AGAIN_SOON);
    }

    /** Everything that can be done now; what cannot be done is a part of the state. */
    private StackState bring(MonitoringStack stack, Context<MonitoringStack> context) {
        try {
            return bring(stack, reader.read(stack), context);
        } catch (InvalidStackException e) {
            return StackState.of(new Problem(Reason.INVALID_SPEC, String.valueOf(e.getMessage())));
        } catch (DamagedSecretException e) {
            return StackState.of(new Problem(Reason.SECRET_DAMAGED, String.valueOf(e.getMessage())));
        } catch (KubernetesClientException e) {
            return StackState.of(new Problem(Refusals.reason(e), Refusals.detail(e)));
        }
    }

    private StackState bring(MonitoringStack stack, StackSettings asked, Context<MonitoringStack> context) {
        StackMemory memory = memories.of(asked.names().stack());
        StackPods pods = new StackPods(client, context, asked.names());
        LiveObjects live = new InformedObjects(client, context, memory.writes());

        Set<String> ownNamespaces = namespaces.ensure(asked, live);
        Secrets secrets = new Secrets(client, asked);
        secrets.ensure(secretMaker, Preset.of(stack.getSpec().preset()));
        LogCluster cluster = StackSecrets.cluster(secrets.read(asked.names().kafkaCluster()));
        StackSettings settings = asked.withLogAsMade(cluster.brokers(), SettingsReader.namesBrokers(stack.getSpec()));
        Optional<Facts> facts = factsCollector.collect(settings, secrets, ownNamespaces, pods.running());
        if (facts.isEmpty()) {
            return StackState.of(new Problem(
                    Reason.AGENT_KEYS_UNAVAILABLE, "The API server gives no keys for the tokens of ServiceAccounts"));
        }
        Optional<Problem> missing = factsCollector.missing(settings, facts.get());
        if (missing.isPresent()) {
            return StackState.of(missing.get());
        }

        DesiredStack desired = DesiredStack.of(settings, facts.get());
        desired.foundation().forEach(object -> applier.apply(object, live));
        volumes.grow(desired, live);
        Map<Component, ComponentState> states = new Rollout(applier, pods::some, clock).advance(desired, live);
        orphans.remove(desired.all(), live.all(), settings.owner().uid());

        StackAccess access = factsCollector.access(settings, facts.get(), secrets);
        ComponentState log = states.get(Component.KAFKA);
        boolean logIsReady = log != null && log.isReady();
        Optional<BridgeReport> report = memory.bridge().follow(stack, access, logIsReady);
        return StateSummary.of(settings, states, memory.bridge().exists(), report);
    }

    /** Stops the bridges; what runs in the cluster goes on. */
    public void close() {
        memories.close();
    }
}
