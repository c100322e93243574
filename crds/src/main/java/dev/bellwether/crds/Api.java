package dev.bellwether.crds;

import dev.bellwether.crds.alert.Alert;
import dev.bellwether.crds.notifier.Notifier;
import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.silence.Silence;
import dev.bellwether.crds.stack.MonitoringStack;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/** The API group and its kinds. */
public final class Api {
    /** The group of every kind. */
    public static final String GROUP = "bellwether.dev";

    /** The one version that is served. */
    public static final String VERSION = "v1alpha1";

    /** The category of every kind: {@code kubectl get monitoring}. */
    public static final String CATEGORY = "monitoring";

    /** Every kind, in the order of the documentation. */
    public static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(MonitoringStack.class, AlertRule.class, Notifier.class, Silence.class, Alert.class);

    private Api() {}
}
