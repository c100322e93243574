package dev.bellwether.query.story;

import dev.bellwether.alerting.record.Controls;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.routing.LabelMatching;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.NotificationDecision.Kind;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.query.alerts.LiveAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The story of one alert, told from what is written down.
 *
 * @param fingerprint the alert
 * @param ruleUid its rule
 * @param labels its labels
 * @param state where it stands now: {@code firing}, {@code pending} or {@code inactive}
 * @param verdict one sentence: who was told, or why nobody was
 * @param events what happened, in order
 */
record Story(String fingerprint, String ruleUid, Labels labels, String state, String verdict, List<StoryEvent> events) {
    Story {
        events = List.copyOf(events);
    }

    /** What is known of an alert; either it is live or there is a transition. */
    record Sources(
            String fingerprint,
            @Nullable LiveAlert live,
            List<AlertTransition> transitions,
            List<NotificationDecision> decisions,
            Controls controls,
            Optional<RuleStatus> rule) {
        private Labels labels() {
            return live != null
                    ? live.alert().labels()
                    : transitions.getFirst().alert().labels();
        }

        private String ruleUid() {
            return live != null ? live.ruleUid() : transitions.getFirst().ruleUid();
        }
    }

    static Story of(Sources sources) {
        List<StoryEvent> events = new ArrayList<>();
        LiveAlert live = sources.live();
        if (live != null && !live.firing()) {
            events.add(new StoryEvent(
                    live.alert().activeAtMillis(), "alert", "pending", "The expression holds; the alert is pending."));
        }
        sources.transitions().forEach(transition -> addTransition(transition, events));
        sources.decisions().forEach(decision -> events.add(event(decision)));
        addControls(sources, events);
        events.sort(Comparator.comparingLong(StoryEvent::timeMillis));
        String state = live == null ? "inactive" : live.firing() ? "firing" : "pending";
        return new Story(
                sources.fingerprint(), sources.ruleUid(), sources.labels(), state, verdict(sources, state), events);
    }

    private static void addTransition(AlertTransition transition, List<StoryEvent> events) {
        Alert alert = transition.alert();
        if (alert.state() == AlertState.RESOLVED) {
            events.add(new StoryEvent(
                    alert.endedAtMillis(), "alert", "resolved", "It resolved (" + transition.reason() + ")."));
            return;
        }
        events.add(new StoryEvent(
                alert.activeAtMillis(), "alert", "active", "The expression began to hold: " + transition.expression()));
        Duration held = Duration.ofMillis(alert.firedAtMillis() - alert.activeAtMillis());
        String comparison = transition.threshold() == null ? "" : ", compared with " + transition.threshold();
        events.add(new StoryEvent(
                alert.firedAtMillis(),
                "alert",
                "firing",
                "It fires: the value is " + alert.value() + comparison + "; it had held for " + held.toSeconds()
                        + " s; the data is "
                        + transition.data().name().toLowerCase(Locale.ROOT)
                        + (transition.shadow() ? "; the rule only shadows, nobody is told." : ".")));
    }

    /** What was decided of a message or an alert, as people read it. */
    static StoryEvent event(NotificationDecision decision) {
        String what = decision.kind().name().toLowerCase(Locale.ROOT);
        String text = decision.notifierUid() + ": " + sentence(decision.kind())
                + (decision.detail().isEmpty() ? "" : " (" + decision.detail() + ")")
                + (decision.notificationId().isEmpty() ? "." : ", notification " + decision.notificationId() + ".");
        return new StoryEvent(decision.atMillis(), "notification", what, text);
    }

    private static String sentence(Kind kind) {
        return switch (kind) {
            case SENDING -> "a message is about to be sent";
            case SENT -> "the receiver has taken the message";
            case WAITING -> "waits";
            case GROUPED -> "is told with the group's next message";
            case SILENCED -> "not told, it is silenced";
            case INHIBITED -> "not told, another alert makes it superfluous";
            case OUTSIDE_ACTIVE_TIME -> "not told, outside of the notifier's active times";
            case BELOW_SEVERITY -> "not told, not severe enough for this notifier";
            case SHADOW -> "not told, the rule only shadows";
            case ACKNOWLEDGED -> "not told again, somebody has acknowledged it";
            case RESOLVED_UNSENT -> "not told, it resolved before anybody heard of it";
            case RATE_LIMITED -> "waits, the receiver would get too many messages";
            case FAILED -> "an attempt failed and is made again";
            case DEAD -> "the message was given up";
        };
    }

    private static void addControls(Sources sources, List<StoryEvent> events) {
        for (Silence silence : sources.controls().silences()) {
            if (LabelMatching.matches(silence.matchers(), sources.labels())) {
                events.add(new StoryEvent(
                        silence.startsAtMillis(),
                        "silence",
                        "silence",
                        "Silence " + silence.uid() + " of " + silence.createdBy() + " begins: " + silence.comment()));
            }
        }
        for (Acknowledgement said : sources.controls().acknowledgements()) {
            if (AlertFingerprint.of(said.ruleUid(), said.labels()).equals(sources.fingerprint())) {
                boolean resolve = said.kind() == Acknowledgement.Kind.RESOLVE;
                events.add(new StoryEvent(
                        said.atMillis(),
                        "acknowledgement",
                        resolve ? "manual_resolve" : "acknowledged",
                        said.by()
                                + (resolve ? " resolved it by hand" : " acknowledged it")
                                + (said.comment().isEmpty() ? "." : ": " + said.comment())));
            }
        }
    }

    private static String verdict(Sources sources, String state) {
        Set<String> told = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (NotificationDecision decision : sources.decisions()) {
            if (decision.kind() == Kind.SENT) {
                told.add(decision.notifierUid());
            } else if (decision.kind() == Kind.DEAD) {
                given.add(decision.notifierUid());
            }
        }
        String error = sources.rule().map(RuleStatus::error).orElse("");
        if (!error.isEmpty()) {
            return "The rule cannot be evaluated: " + error;
        }
        if (!told.isEmpty()) {
            return "It is " + state + "; told were " + String.join(", ", told)
                    + (given.isEmpty() ? "." : "; given up for " + String.join(", ", given) + ".");
        }
        if (!given.isEmpty()) {
            return "It is " + state + "; nobody was told, the message was given up for " + String.join(", ", given)
                    + ".";
        }
        if (state.equals("pending")) {
            return "It is pending: the expression does not hold for long enough yet.";
        }
        LiveAlert live = sources.live();
        if (live != null && live.shadow()) {
            return "It fires; the rule only shadows, nobody is told.";
        }
        if (live != null && live.standing().suppressed()) {
            return "It fires; nobody is told: " + suppression(live.standing()) + ".";
        }
        if (live != null && live.standing().receivers().isEmpty()) {
            return "It fires; nobody is told: no notifier takes it.";
        }
        return "It is " + state + "; nobody has been told yet.";
    }

    private static String suppression(LiveAlert.Standing standing) {
        List<String> reasons = new ArrayList<>();
        standing.silencedBy().forEach(uid -> reasons.add("silenced by " + uid));
        standing.mutedBy().forEach(uid -> reasons.add("muted by " + uid));
        standing.inhibitedBy().forEach(uid -> reasons.add("inhibited by alert " + uid));
        return String.join(", ", reasons);
    }
}
