package dev.bellwether.operator.bridge;

import dev.bellwether.crds.notifier.NotifierStatus;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.silence.SilenceStatus;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has statuses written, and tells what became of them to those who want them. Used by the bridge's thread. */
final class StatusDesk {
    private static final Logger LOG = LoggerFactory.getLogger(StatusDesk.class);

    private final Cluster cluster;
    private final BridgeLoop loop;
    private final Clock clock;
    private final StatusQueue<AlertRuleStatus> rules = new StatusQueue<>(RuleStatuses::withoutTimes);
    private final StatusQueue<NotifierStatus> notifiers = new StatusQueue<>(ControlStatuses::withoutTimes);
    private final StatusQueue<SilenceStatus> silences = new StatusQueue<>(status -> status);
    private final Map<ObjectKey, String> uids = new HashMap<>();

    StatusDesk(Cluster cluster, BridgeLoop loop, Clock clock) {
        this.cluster = cluster;
        this.loop = loop;
        this.clock = clock;
    }

    StatusQueue<AlertRuleStatus> rules() {
        return rules;
    }

    StatusQueue<NotifierStatus> notifiers() {
        return notifiers;
    }

    StatusQueue<SilenceStatus> silences() {
        return silences;
    }

    /** An object was seen. */
    void seen(ObjectKey key, String uid) {
        uids.put(key, uid);
    }

    /** An object is gone. */
    void gone(ObjectKey key) {
        uids.remove(key);
    }

    /** Writes what is due. */
    void settle() {
        write(rules);
        write(notifiers);
        write(silences);
    }

    private <S> void write(StatusQueue<S> queue) {
        for (StatusQueue.Write<S> write : queue.due(clock.millis())) {
            String uid = uids.get(write.key());
            if (uid == null) {
                queue.forget(write.key());
                continue;
            }
            cluster.writeStatus(write.key(), uid, write.status())
                    .whenComplete((done, failure) -> loop.post(() -> {
                        if (failure == null) {
                            queue.written(write);
                        } else if (isGone(failure)) {
                            queue.forget(write.key());
                        } else {
                            warn(write.key(), failure);
                            queue.failed(write);
                        }
                    }));
        }
    }

    /** Writes the status of an Alert object, which is made where it is missing. */
    void write(AlertAction.Write write, BridgeSettings settings, AlertObjects alerts) {
        String known = write.create() ? "" : uids.getOrDefault(write.key(), "");
        CompletableFuture<String> made = known.isEmpty()
                ? cluster.apply(
                        write.key(),
                        write.labels(),
                        write.annotations(),
                        new Cluster.Owner(settings.stack(), settings.stackUid()))
                : CompletableFuture.completedFuture(known);
        made.thenCompose(uid ->
                        cluster.writeStatus(write.key(), uid, write.status()).thenApply(done -> uid))
                .whenComplete((uid, failure) -> loop.post(() -> {
                    if (failure == null) {
                        alerts.written(write, uid);
                    } else {
                        warn(write.key(), failure);
                        alerts.failed(write, isGone(failure));
                    }
                }));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof Cluster.GoneException || failure.getCause() instanceof Cluster.GoneException;
    }

    private static void warn(ObjectKey key, Throwable failure) {
        if (!isGone(failure)) {
            LOG.warn("the status of {} is not written: {}", key, failure.toString());
        }
    }
}
