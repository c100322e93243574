package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.DataState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the topics of rules, of their states and of their statuses say of rules, put together for a listing. Stateless. */
final class BoardRules {
    private BoardRules() {}

    static List<RuleListing.Standing> inForce(
            Map<String, PublishedRule> rules, Map<String, RuleStatus> statuses, Map<String, RuleState> states) {
        List<RuleListing.Standing> standings = new ArrayList<>();
        rules.forEach((uid, rule) -> {
            RuleState state = states.get(uid);
            List<Alert> alerts =
                    state == null ? List.of() : List.copyOf(state.alerts().values());
            standings.add(new RuleListing.Standing(rule.origin(), rule, status(uid, statuses.get(uid), state), alerts));
        });
        return standings;
    }

    /** Rules of which there is a status and nothing else: they have never come into force. */
    static List<RuleListing.Unusable> unusable(Map<String, PublishedRule> rules, Map<String, RuleStatus> statuses) {
        return statuses.values().stream()
                .filter(status -> status.state() == RuleStatus.State.Invalid)
                .filter(status -> !rules.containsKey(status.ruleUid()))
                .map(status ->
                        new RuleListing.Unusable("", name(status.ruleUid()), status.ruleUid(), "", status.error()))
                .toList();
    }

    private static String name(String uid) {
        return uid.substring(uid.lastIndexOf('/') + 1);
    }

    /** A status is told every ten seconds while only its times change; the state knows more where it is newer. */
    private static RuleStatus status(String uid, @Nullable RuleStatus told, @Nullable RuleState state) {
        long through = state == null ? 0 : state.evaluatedThroughMillis();
        if (told == null) {
            return new RuleStatus(
                    uid, 0, "", RuleStatus.State.Unknown, 0, 0, DataState.MISSING, "", 0, 0, "", through, 0, 0, 0);
        }
        if (told.evaluatedThroughMillis() >= through) {
            return told;
        }
        return new RuleStatus(
                uid,
                told.generation(),
                told.owner(),
                told.state(),
                told.pending(),
                told.firing(),
                told.data(),
                told.error(),
                told.errorLine(),
                told.errorColumn(),
                told.note(),
                through,
                told.evaluationSeconds(),
                told.corrections(),
                told.tooLate());
    }
}
