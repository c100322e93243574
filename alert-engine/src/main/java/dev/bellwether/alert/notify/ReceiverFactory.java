package dev.bellwether.alert.notify;

import dev.bellwether.alert.notify.alertmanager.AlertmanagerReceiver;
import dev.bellwether.alert.notify.discord.DiscordReceiver;
import dev.bellwether.alert.notify.email.EmailReceiver;
import dev.bellwether.alert.notify.heartbeat.HeartbeatLoop;
import dev.bellwether.alert.notify.heartbeat.HeartbeatReceiver;
import dev.bellwether.alert.notify.http.AddressGuard;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alert.notify.http.GuardedConnector;
import dev.bellwether.alert.notify.http.HttpSender;
import dev.bellwether.alert.notify.ntfy.NtfyReceiver;
import dev.bellwether.alert.notify.opsgenie.OpsgenieReceiver;
import dev.bellwether.alert.notify.pagerduty.PagerDutyReceiver;
import dev.bellwether.alert.notify.pushover.PushoverReceiver;
import dev.bellwether.alert.notify.secret.SecretReader;
import dev.bellwether.alert.notify.slack.SlackBotReceiver;
import dev.bellwether.alert.notify.slack.SlackWebhookReceiver;
import dev.bellwether.alert.notify.teams.TeamsReceiver;
import dev.bellwether.alert.notify.telegram.TelegramReceiver;
import dev.bellwether.alert.notify.text.Texts;
import dev.bellwether.alert.notify.webhook.WebhookReceiver;
import dev.bellwether.alerting.secret.ReceiverSecrets;
import dev.bellwether.alerting.secret.Unsealer;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes receivers of all kinds from notifiers; they share one way out of the house. Safe for use by many threads. */
public final class ReceiverFactory {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(5);

    private final AddressGuard guard;
    private final SSLSocketFactory tls;
    private final ReceiverTools tools;

    /** With the environment and the trusted certificates of this process. */
    public ReceiverFactory(AddressPolicy policy, Clock clock) {
        this(policy, Unsealer.NONE, clock);
    }

    /**
     * With the environment and the trusted certificates of this process.
     *
     * @param unsealer opens the secrets that the operator has sealed
     */
    public ReceiverFactory(AddressPolicy policy, Unsealer unsealer, Clock clock) {
        this(
                new AddressGuard(policy),
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                new SecretReader(System::getenv, unsealer),
                TIMEOUT,
                clock);
    }

    /**
     * @param guard says which addresses receivers may have
     * @param tls makes connections secure; decides which certificates are trusted
     * @param environment gives the value of an environment variable, null where it is not set
     * @param timeout the longest time that an HTTP request may take
     * @param clock tells the time
     */
    public ReceiverFactory(
            AddressGuard guard,
            SSLSocketFactory tls,
            Function<String, @Nullable String> environment,
            Duration timeout,
            Clock clock) {
        this(guard, tls, new SecretReader(environment), timeout, clock);
    }

    private ReceiverFactory(
            AddressGuard guard, SSLSocketFactory tls, SecretReader secrets, Duration timeout, Clock clock) {
        this.guard = guard;
        this.tls = tls;
        HttpSender http = new HttpSender(new GuardedConnector(guard, CONNECT_TIMEOUT), tls, timeout, clock);
        tools = new ReceiverTools(http, secrets, new Texts(clock), clock);
    }

    /** The receiver that a notifier sends to; connects to nothing yet. */
    public Receiver create(Notifier notifier) {
        return switch (ReceiverSecrets.inPlace(notifier).receiver()) {
            case ReceiverSettings.Webhook webhook -> new WebhookReceiver(webhook, tools);
            case ReceiverSettings.Slack slack -> slack(slack);
            case ReceiverSettings.Discord discord -> new DiscordReceiver(discord, tools);
            case ReceiverSettings.Email email -> new EmailReceiver(email, guard, tls, tools);
            case ReceiverSettings.PagerDuty pagerDuty -> new PagerDutyReceiver(pagerDuty, tools);
            case ReceiverSettings.Opsgenie opsgenie -> new OpsgenieReceiver(opsgenie, tools);
            case ReceiverSettings.Teams teams -> new TeamsReceiver(teams, tools);
            case ReceiverSettings.Telegram telegram -> new TelegramReceiver(telegram, tools);
            case ReceiverSettings.Pushover pushover -> new PushoverReceiver(pushover, tools);
            case ReceiverSettings.Ntfy ntfy -> new NtfyReceiver(ntfy, tools);
            case ReceiverSettings.Alertmanager alertmanager ->
                new AlertmanagerReceiver(alertmanager, lifetime(notifier), tools);
            case ReceiverSettings.Heartbeat heartbeat -> new HeartbeatReceiver(heartbeat, tools);
        };
    }

    /**
     * The loop of a notifier that is a heartbeat, for a thread of its own.
     *
     * @param evaluatedThrough up to which time all rules are evaluated; {@link Instant#MIN} as long as none is
     */
    public HeartbeatLoop heartbeat(
            Notifier notifier, ReceiverSettings.Heartbeat settings, Supplier<Instant> evaluatedThrough) {
        Notifier placed = ReceiverSecrets.inPlace(notifier);
        HeartbeatReceiver receiver = new HeartbeatReceiver(
                placed.receiver() instanceof ReceiverSettings.Heartbeat own ? own : settings, tools);
        return new HeartbeatLoop(notifier.name(), settings, receiver, evaluatedThrough, tools.clock());
    }

    private Receiver slack(ReceiverSettings.Slack settings) {
        SecretSource token = settings.token();
        return token == null
                ? new SlackWebhookReceiver(
                        Objects.requireNonNull(settings.url(), "settings without a token have a url"),
                        settings.templates(),
                        tools)
                : new SlackBotReceiver(token, settings, tools);
    }

    /** As long as it takes until a second repeat in a row is missed. */
    private static Duration lifetime(Notifier notifier) {
        Duration lifetime = notifier.routing()
                .repeatInterval()
                .multipliedBy(2)
                .plus(notifier.routing().groupInterval());
        return lifetime.compareTo(SHORTEST_LIFETIME) < 0 ? SHORTEST_LIFETIME : lifetime;
    }
}
