package dev.bellwether.model.alert;

import java.util.Locale;
import java.util.Optional;

/** How bad an alert is, from the least to the worst: the label {@code severity}. */
public enum Severity {
    /** For machines only, as Watchdog is. */
    NONE,
    INFO,
    WARNING,
    ERROR,
    /** Somebody must come at once; {@code page}, {@code emergency} and {@code p1} say the same. */
    CRITICAL;

    /** The severity that a label's value names; empty for a value that means nothing here. */
    public static Optional<Severity> of(String label) {
        return Optional.ofNullable(
                switch (label.toLowerCase(Locale.ROOT)) {
                    case "none" -> NONE;
                    case "info", "information", "informational", "debug", "low", "p4", "p5" -> INFO;
                    case "warning", "warn", "medium", "p3" -> WARNING;
                    case "error", "major", "high", "p2" -> ERROR;
                    case "critical", "page", "emergency", "fatal", "disaster", "p1" -> CRITICAL;
                    default -> null;
                });
    }

    /**
     * Whether an alert with this value of {@code severity} is bad enough. A value that means nothing here always is: a slip
     * of the pen must not cost a page.
     */
    public boolean isReachedBy(String label) {
        return of(label).map(severity -> severity.compareTo(this) >= 0).orElse(true);
    }
}
