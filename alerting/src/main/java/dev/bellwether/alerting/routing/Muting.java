package dev.bellwether.alerting.routing;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.Silence;
import java.util.List;
import java.util.Optional;

/** Silences and maintenance windows. Immutable. */
public final class Muting {
    private final List<Silence> silences;
    private final List<MaintenanceWindow> windows;

    public Muting(List<Silence> silences, List<MaintenanceWindow> windows) {
        this.silences = List.copyOf(silences);
        this.windows = List.copyOf(windows);
    }

    /**
     * What hides an alert.
     *
     * @param uid the silence or the maintenance window
     * @param text why, for people
     * @param untilMillis when to look again, milliseconds since 1970
     */
    public record Mute(String uid, String text, long untilMillis) {}

    /** What hides an alert at a time, if anything does. */
    public Optional<Mute> mute(Labels labels, long nowMillis) {
        for (Silence silence : silences) {
            if (silence.isActiveAt(nowMillis) && LabelMatching.matches(silence.matchers(), labels)) {
                String text = "silence " + silence.uid() + " of " + silence.createdBy() + ": " + silence.comment();
                return Optional.of(new Mute(silence.uid(), text, silence.endsAtMillis()));
            }
        }
        for (MaintenanceWindow window : windows) {
            if (LabelMatching.matches(window.matchers(), labels) && window.isActiveAt(nowMillis)) {
                String text = "maintenance " + window.uid() + ": " + window.comment();
                return Optional.of(new Mute(window.uid(), text, nextMinute(nowMillis)));
            }
        }
        return Optional.empty();
    }

    /** The next full minute, when schedules may change their minds. */
    public static long nextMinute(long nowMillis) {
        return (Math.floorDiv(nowMillis, 60_000) + 1) * 60_000;
    }
}
