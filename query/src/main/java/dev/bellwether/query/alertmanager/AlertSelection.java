package dev.bellwether.query.alertmanager;

import dev.bellwether.alerting.routing.LabelMatching;
import dev.bellwether.alerting.routing.MatcherText;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.RegularExpression;
import dev.bellwether.query.alerts.LiveAlert;
import dev.bellwether.query.exchange.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which firing alerts a request wants: {@code filter}, {@code receiver}, and the switches {@code active}, {@code
 * silenced}, {@code inhibited}, {@code muted} and {@code unprocessed}, all of them on unless told otherwise.
 */
final class AlertSelection {
    private final List<Matcher> matchers;
    private final @Nullable RegularExpression receiver;
    private final boolean active;
    private final boolean silenced;
    private final boolean inhibited;
    private final boolean muted;

    private AlertSelection(Parameters parameters) {
        matchers = matchers(parameters);
        receiver = receiver(parameters.first("receiver"));
        active = isOn(parameters, "active");
        silenced = isOn(parameters, "silenced");
        inhibited = isOn(parameters, "inhibited");
        muted = isOn(parameters, "muted");
        boolean unused = isOn(parameters, "unprocessed");
    }

    /**
     * Reads the parameters.
     *
     * @throws AlertmanagerException where one is wrong
     */
    static AlertSelection of(Parameters parameters) {
        return new AlertSelection(parameters);
    }

    /** The matchers of {@code filter}, which may stand often. */
    static List<Matcher> matchers(Parameters parameters) {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : parameters.all("filter")) {
            try {
                matchers.addAll(MatcherText.parseAll(text));
            } catch (IllegalArgumentException e) {
                throw AlertmanagerException.bad("bad matcher format: " + e.getMessage());
            }
        }
        return matchers;
    }

    private static @Nullable RegularExpression receiver(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return RegularExpression.compile(text);
        } catch (IllegalArgumentException e) {
            throw AlertmanagerException.bad("failed to parse receiver param: " + e.getMessage());
        }
    }

    private static boolean isOn(Parameters parameters, String name) {
        return switch (parameters.first(name)) {
            case "", "true" -> true;
            case "false" -> false;
            default ->
                throw AlertmanagerException.bad(
                        name + " is \"" + parameters.first(name) + "\", allowed are true and false");
        };
    }

    /** Whether an alert is wanted. */
    boolean wants(LiveAlert alert) {
        LiveAlert.Standing standing = alert.standing();
        return alert.firing()
                && !alert.shadow()
                && LabelMatching.matches(matchers, alert.alert().labels())
                && (active || standing.suppressed())
                && (silenced || standing.silencedBy().isEmpty())
                && (inhibited || standing.inhibitedBy().isEmpty())
                && (muted || standing.mutedBy().isEmpty())
                && (receiver == null || standing.receivers().stream().anyMatch(this::wants));
    }

    /** Whether a receiver is wanted. */
    boolean wants(String name) {
        return receiver == null || receiver.matches(name);
    }
}
