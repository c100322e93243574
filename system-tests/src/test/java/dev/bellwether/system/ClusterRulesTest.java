package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.manifest.RuleFile;
import dev.bellwether.alerting.manifest.RuleFileReader;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.RecordingRule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules for a whole cluster, as they are usual with Prometheus, are read without an error. */
class ClusterRulesTest {
    @Test
    void everyRuleIsReadAsAManifest() {
        int alerts = 0;
        int recordings = 0;
        for (Map.Entry<String, String> file : ClusterRules.texts().entrySet()) {
            // when
            Manifests manifests = ManifestReader.read(file.getKey(), file.getValue());

            // then
            assertThat(manifests.errors()).as(file.getKey()).isEmpty();
            assertThat(manifests.invalid()).as(file.getKey()).isEmpty();
            alerts += (int) manifests.rules().stream()
                    .filter(AlertRule.class::isInstance)
                    .count();
            recordings += (int) manifests.rules().stream()
                    .filter(RecordingRule.class::isInstance)
                    .count();
        }
        assertThat(alerts).isEqualTo(ClusterRules.ALERTS);
        assertThat(recordings).isEqualTo(ClusterRules.RECORDINGS);
    }

    @Test
    void everyRulePassesTheCheckOfTheCommandLine() {
        int rules = 0;
        for (Map.Entry<String, String> file : ClusterRules.texts().entrySet()) {
            // when
            RuleFile read = RuleFileReader.read(file.getKey(), file.getValue());

            // then
            assertThat(read.errors()).as(file.getKey()).isEmpty();
            rules += read.size();
        }
        assertThat(rules).isEqualTo(ClusterRules.ALERTS + ClusterRules.RECORDINGS);
    }
}
