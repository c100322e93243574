package dev.bellwether.alerting.routing;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Routing;
import java.util.List;

/**
 * The group that an alert belongs to.
 *
 * @param key names the group within its notifier, as Alertmanager writes it, for instance {@code {}:{alertname="Down"}}
 * @param labels the labels that its alerts share
 */
public record AlertGroup(String key, Labels labels) {
    /**
     * The group of an alert.
     *
     * @param groupBy as {@link Routing#groupBy}
     * @param ruleUid keeps alerts of two rules apart where each alert stands alone
     */
    public static AlertGroup of(List<String> groupBy, String ruleUid, Labels alert) {
        if (groupBy.contains(Routing.EACH_ALONE)) {
            return new AlertGroup("{" + ruleUid + "}:" + text(alert), alert);
        }
        Labels shared = alert.only(groupBy);
        return new AlertGroup("{}:" + text(shared), shared);
    }

    private static String text(Labels labels) {
        StringBuilder text = new StringBuilder("{");
        labels.forEach((name, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"'));
        return text.append('}').toString();
    }
}
