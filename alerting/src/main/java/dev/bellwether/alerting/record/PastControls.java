package dev.bellwether.alerting.record;

import java.time.Duration;
import java.util.List;

/** Which objects of the API nobody needs any more. Stateless. */
public final class PastControls {
    /** How long a silence that has ended can be looked at: as long as in Alertmanager. */
    public static final Duration SILENCES = Duration.ofDays(5);

    /** How long a word on an alert counts at most: nobody looks after an alert for a month. */
    public static final Duration ACKNOWLEDGEMENTS = Duration.ofDays(30);

    private PastControls() {}

    /** Silences that ended long ago, and old words on alerts, of the origin API alone. */
    public static List<Control.Subject> of(Controls controls, long nowMillis) {
        return controls.all().stream()
                .filter(control -> control.origin() == Control.Origin.API)
                .map(Control::subject)
                .filter(subject -> switch (subject) {
                    case Control.OfSilence it -> nowMillis - it.silence().endsAtMillis() > SILENCES.toMillis();
                    case Control.OfAcknowledgement it ->
                        nowMillis - it.acknowledgement().atMillis() > ACKNOWLEDGEMENTS.toMillis();
                    default -> false;
                })
                .toList();
    }
}
