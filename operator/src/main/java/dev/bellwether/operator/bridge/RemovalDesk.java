package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.operator.bridge.BridgeStatus.Held;
import dev.bellwether.operator.bridge.Removals.Certainty;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away from the log what is gone for certain: its kind is served, has been listed, and it is not there. */
final class RemovalDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RemovalDesk.class);
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final long RETRY_MILLIS = 2_000;

    private final Cluster cluster;
    private final BridgeLoop loop;
    private final Clock clock;
    private final Removals rules;
    private final Removals notifiers;
    private final Removals silences;
    private final Map<ObjectKind, Long> asked = new EnumMap<>(ObjectKind.class);
    /** By which definition each kind was served when it was listed. */
    private final Map<ObjectKind, String> definitions = new EnumMap<>(ObjectKind.class);

    private @Nullable Held held;

    RemovalDesk(Cluster cluster, BridgeLoop loop, Clock clock, Duration patience) {
        this.cluster = cluster;
        this.loop = loop;
        this.clock = clock;
        this.rules = new Removals(GATHER, patience);
        this.notifiers = new Removals(GATHER, patience);
        this.silences = new Removals(GATHER, patience);
    }

    Removals rules() {
        return rules;
    }

    Removals notifiers() {
        return notifiers;
    }

    Removals silences() {
        return silences;
    }

    /** What is held back; of several kinds the first. */
    @Nullable
    Held held() {
        return held;
    }

    /** Removes what may go. */
    void settle(BridgeLog log, String confirmation, Set<ObjectKind> listed) {
        held = null;
        listed.forEach(this::remember);
        settle(
                rules,
                RuleBridge::kindOf,
                listed,
                confirmation,
                () -> log.ruleUids().size(),
                log::remove);
        settle(
                notifiers,
                uid -> ObjectKind.NOTIFIER,
                listed,
                confirmation,
                () -> standing(log, Control.Kind.NOTIFIER),
                uid -> log.remove(Control.Kind.NOTIFIER, uid));
        settle(
                silences,
                uid -> ObjectKind.SILENCE,
                listed,
                confirmation,
                () -> standing(log, Control.Kind.SILENCE),
                uid -> log.remove(Control.Kind.SILENCE, uid));
    }

    private void remember(ObjectKind kind) {
        if (definitions.putIfAbsent(kind, "") == null) {
            cluster.served(kind)
                    .whenComplete((definition, failure) -> loop.post(() -> {
                        if (failure == null && !definition.isEmpty()) {
                            definitions.put(kind, definition);
                        } else {
                            definitions.remove(kind, "");
                        }
                    }));
        }
    }

    private static int standing(BridgeLog log, Control.Kind kind) {
        return (int) log.controls().current().all().stream()
                .filter(control -> control.origin() == Control.Origin.KUBERNETES
                        && control.subject().kind() == kind)
                .count();
    }

    private interface Count {
        int get();
    }

    private void settle(
            Removals removals,
            Function<String, ObjectKind> kinds,
            Set<ObjectKind> listed,
            String confirmation,
            Count standing,
            Function<String, CompletableFuture<?>> remover) {
        if (removals.isEmpty()) {
            return;
        }
        Stream.of(ObjectKind.values()).forEach(kind -> verify(removals, kind, kinds, listed));
        int count = standing.get();
        for (String uid : removals.due(count, confirmation, clock.millis())) {
            remover.apply(uid).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("the log has not taken the removal of {}: {}", uid, failure.toString());
                    loop.postLater(() -> removals.add(uid, Certainty.GONE, clock.millis()), RETRY_MILLIS);
                }
            });
        }
        Held now = removals.held(count);
        held = held == null ? now : held;
    }

    private void verify(
            Removals removals, ObjectKind kind, Function<String, ObjectKind> kinds, Set<ObjectKind> listed) {
        List<String> meant = removals.uncertain().stream()
                .filter(uid -> kinds.apply(uid) == kind)
                .toList();
        if (meant.isEmpty()) {
            return;
        }
        long now = clock.millis();
        long last = asked.getOrDefault(kind, 0L);
        boolean fresh = meant.stream().anyMatch(removals::unverified);
        if (now - last < (fresh ? GATHER.toMillis() / 2 : RETRY_MILLIS)) {
            return;
        }
        asked.put(kind, now);
        boolean complete = listed.contains(kind);
        cluster.served(kind).whenComplete((definition, failure) -> {
            if (failure == null) {
                loop.post(() -> verified(removals, meant, kind, complete ? definition : ""));
            }
        });
    }

    private void verified(Removals removals, List<String> meant, ObjectKind kind, String definition) {
        String before = definitions.getOrDefault(kind, "");
        boolean another = !before.isEmpty() && !before.equals(definition);
        long now = clock.millis();
        for (String uid : meant) {
            if (removals.waits(uid)) {
                if (another) {
                    removals.add(uid, Certainty.UNSEEN, now);
                }
                removals.add(uid, definition.isEmpty() ? Certainty.UNSEEN : Certainty.GONE, now);
            }
        }
        if (!definition.isEmpty()) {
            definitions.put(kind, definition);
        }
    }
}
