package dev.bellwether.agent.config;

import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;

/** Reads labels that are given by hand. */
final class LabelSection {
    private LabelSection() {}

    /** Labels for series: names of letters, digits and underscores, not beginning with two underscores. */
    static Labels read(ConfigMapping parent, String key) {
        return read(parent, key, false);
    }

    /** Labels for targets, which may be internal ones such as {@code __metrics_path__} too. */
    static Labels readWithInternal(ConfigMapping parent, String key) {
        return read(parent, key, true);
    }

    private static Labels read(ConfigMapping parent, String key, boolean internalAllowed) {
        Labels.Builder labels = Labels.builder();
        ConfigMapping section = parent.mapping(key);
        section.texts().forEach((name, value) -> {
            if (!LabelText.isLegacyLabelName(name) || (name.startsWith("__") && !internalAllowed)) {
                section.report(
                        name,
                        "found the label name " + LabelText.quote(name) + ", allowed are letters, digits and \"_\", not"
                                + " beginning with a digit" + (internalAllowed ? "" : " or with \"__\""));
            } else {
                labels.set(name, value);
            }
        });
        return labels.build();
    }
}
