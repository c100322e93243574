package dev.bellwether.crds.rule;

/** What becomes of alerts whose series fall silent. */
public enum NoData {
    /** Alerts that fire go on firing: silence is no good news. */
    KeepState,
    /** Silence is itself an alert. */
    Alert,
    /** Alerts resolve, as in Prometheus. */
    Resolve
}
