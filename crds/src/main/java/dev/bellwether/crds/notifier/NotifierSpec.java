package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Notifier} asks for: which alerts, when and how, and exactly one receiver.
 *
 * @param matchers every one must hold for an alert's labels; empty for all alerts
 * @param minimumSeverity alerts below it are left out
 * @param groupBy the labels that make a group; {@code ...} alone for a group per alert
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval the least time between two notifications of a group that has changed
 * @param repeatInterval how long until a group that has not changed is notified again
 * @param sendResolved whether people hear of the end, too
 * @param activeTimes when people hear at all; empty for always
 * @param muteTimes when they do not, even so
 * @param escalations whom else to tell when nobody has acknowledged
 * @param limits what the receiver may be asked to bear
 * @param webhook anything that takes Alertmanager's webhook JSON
 * @param slack a channel of Slack: an incoming webhook (url), or a bot (token and channel) that keeps one message for each group up to date
 * @param discord a webhook of a Discord channel
 * @param email E-mail over SMTP
 * @param pagerDuty PagerDuty, Events API v2
 * @param opsgenie Opsgenie
 * @param teams a workflow of Microsoft Teams that posts to a channel when a webhook request is received
 * @param telegram a bot of Telegram
 * @param pushover Pushover
 * @param ntfy a topic of ntfy
 * @param alertmanager Alertmanager, API v2
 * @param heartbeat a dead man's switch outside: it is called for as long as rules are evaluated, and calls somebody when it is not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "[has(self.webhook), has(self.slack), has(self.discord), has(self.email), has(self.pagerDuty), has(self.opsgenie), has(self.teams), has(self.telegram), has(self.pushover), has(self.ntfy), has(self.alertmanager), has(self.heartbeat)].filter(named, named).size() == 1",
        message =
                "exactly one receiver is needed of webhook, slack, discord, email, pagerDuty, opsgenie, teams, telegram, pushover, ntfy, alertmanager and heartbeat")
@ValidationRule(
        value = "!has(self.groupBy) || !self.groupBy.exists(label, label == '...') || self.groupBy.size() == 1",
        message = "\"...\" stands alone in groupBy; it makes a group of every alert")
public record NotifierSpec(
        @Size(max = 64)
        @Description(
                "Which alerts are sent: every matcher must hold for an alert's labels. All alerts where it is empty.")
        List<@Form(TextForm.MATCHER) String> matchers,

        @Form(TextForm.SEVERITY)
        @Description(
                "Alerts below it are left out: none, info, warning, error or critical, or another word for one of them.")
        String minimumSeverity,

        @Size(max = 64)
        @Description(
                "The labels whose values make a group, which is told in one message; [\"...\"] for a message per alert.")
        @JsonInclude(JsonInclude.Include.ALWAYS)
        List<@Form(TextForm.LINE) String> groupBy,

        @Form(TextForm.DURATION) @Description("How long a new group waits for more alerts before the first message.")
        String groupWait,

        @Form(TextForm.DURATION) @Description("The least time between two messages about a group that has changed.")
        String groupInterval,

        @Form(TextForm.POSITIVE_DURATION) @Description("How long until a group that has not changed is told again.")
        String repeatInterval,

        @Description("Whether people hear of the end, too.") Boolean sendResolved,

        @Size(max = 64) @Description("When people hear at all: within any of these times. Always where it is empty.")
        List<TimeInterval> activeTimes,

        @Size(max = 64) @Description("When people do not hear, even so.")
        List<TimeInterval> muteTimes,

        @Size(max = 16) @Description("Whom else to tell when nobody has acknowledged.")
        List<Escalation> escalations,

        @Description("What the receiver may be asked to bear.")
        DeliveryLimits limits,

        @Description("Anything that takes Alertmanager's webhook JSON.") @Nullable
        Webhook webhook,

        @Description(
                "A channel of Slack: an incoming webhook (url), or a bot (token and channel) that keeps one message for each group up to date.")
        @Nullable
        Slack slack,

        @Description("A webhook of a Discord channel.") @Nullable
        Discord discord,

        @Description("E-mail over SMTP.") @Nullable Email email,

        @Description("PagerDuty, Events API v2.") @Nullable PagerDuty pagerDuty,

        @Description("Opsgenie.") @Nullable Opsgenie opsgenie,

        @Description("A workflow of Microsoft Teams that posts to a channel when a webhook request is received.")
        @Nullable
        Teams teams,

        @Description("A bot of Telegram.") @Nullable Telegram telegram,

        @Description("Pushover.") @Nullable Pushover pushover,

        @Description("A topic of ntfy.") @Nullable Ntfy ntfy,

        @Description("Alertmanager, API v2.") @Nullable Alertmanager alertmanager,

        @Description(
                "A dead man's switch outside: it is called for as long as rules are evaluated, and calls somebody when it is not.")
        @Nullable
        Heartbeat heartbeat) {
    public NotifierSpec {
        matchers = Absent.asEmpty(matchers);
        minimumSeverity = Objects.requireNonNullElse(minimumSeverity, "none");
        groupBy = groupBy == null ? List.of("alertname") : List.copyOf(groupBy);
        groupWait = Objects.requireNonNullElse(groupWait, "0s");
        groupInterval = Objects.requireNonNullElse(groupInterval, "5m");
        repeatInterval = Objects.requireNonNullElse(repeatInterval, "4h");
        sendResolved = Objects.requireNonNullElse(sendResolved, true);
        activeTimes = Absent.asEmpty(activeTimes);
        muteTimes = Absent.asEmpty(muteTimes);
        escalations = Absent.asEmpty(escalations);
        limits = Objects.requireNonNullElse(limits, DeliveryLimits.USUAL);
    }
}
