package dev.bellwether.operator.bridge;

/** The kinds that the bridge watches. */
public enum ObjectKind {
    ALERT_RULE("bellwether.dev", "v1alpha1", "AlertRule", "alertrules"),
    PROMETHEUS_RULE("monitoring.coreos.com", "v1", "PrometheusRule", "prometheusrules"),
    NOTIFIER("bellwether.dev", "v1alpha1", "Notifier", "notifiers"),
    SILENCE("bellwether.dev", "v1alpha1", "Silence", "silences"),
    ALERT("bellwether.dev", "v1alpha1", "Alert", "alerts");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    ObjectKind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    public String kind() {
        return kind;
    }

    public String plural() {
        return plural;
    }

    /** {@code bellwether.dev/v1alpha1}. */
    public String apiVersion() {
        return group + "/" + version;
    }

    /** The name of the CustomResourceDefinition. */
    public String definition() {
        return plural + "." + group;
    }
}
