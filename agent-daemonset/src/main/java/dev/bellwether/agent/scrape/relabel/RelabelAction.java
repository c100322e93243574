package dev.bellwether.agent.scrape.relabel;

import java.util.Locale;

/**
 * What a relabelling rule does.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config">relabel_config</a>
 */
public enum RelabelAction {
    /** Sets the target label to the replacement where the expression matches. */
    REPLACE,
    /** Drops what the expression does not match. */
    KEEP,
    /** Drops what the expression matches. */
    DROP,
    /** Drops what does not equal the target label. */
    KEEPEQUAL,
    /** Drops what equals the target label. */
    DROPEQUAL,
    /** Sets the target label to a hash modulo the modulus. */
    HASHMOD,
    /** Copies labels whose name matches to the name that the replacement gives. */
    LABELMAP,
    /** Removes labels whose name matches. */
    LABELDROP,
    /** Removes labels whose name does not match. */
    LABELKEEP,
    /** Sets the target label to the value in lower case. */
    LOWERCASE,
    /** Sets the target label to the value in upper case. */
    UPPERCASE;

    /** The action as a configuration writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean needsTargetLabel() {
        return switch (this) {
            case REPLACE, HASHMOD, LOWERCASE, UPPERCASE, KEEPEQUAL, DROPEQUAL -> true;
            case KEEP, DROP, LABELMAP, LABELDROP, LABELKEEP -> false;
        };
    }
}
