package dev.bellwether.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.InhibitionRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class InhibitionIndexTest {
    private final InhibitionIndex index = new InhibitionIndex(List.of(new InhibitionRule(
            "critical-hides-warning",
            List.of(Matcher.equal("severity", "critical")),
            List.of(new Matcher("severity", Matcher.Operator.MATCHES, "warning|critical")),
            List.of("node"))));

    @Test
    void aSourceHidesTargetsWithEqualLabelsAlone() {
        index.add("s", Labels.of("severity", "critical", "node", "1"));

        assertThat(index.inhibitor("t", Labels.of("severity", "warning", "node", "1")))
                .hasValueSatisfying(it -> assertThat(it.sourceFingerprint()).isEqualTo("s"));
        assertThat(index.inhibitor("t", Labels.of("severity", "warning", "node", "2")))
                .isEmpty();
        assertThat(index.inhibitor("t", Labels.of("severity", "info", "node", "1")))
                .isEmpty();
    }

    @Test
    void aLabelThatBothLackIsShared() {
        index.add("s", Labels.of("severity", "critical"));
        assertThat(index.inhibitor("t", Labels.of("severity", "warning"))).isPresent();
    }

    @Test
    void alertsOnBothSidesDoNotHideEachOtherOrThemselves() {
        Labels both = Labels.of("severity", "critical", "node", "1");
        index.add("a", both);
        index.add("b", both.with("pod", "x"));

        assertThat(index.inhibitor("a", both)).isEmpty();
        assertThat(index.inhibitor("b", both.with("pod", "x"))).isEmpty();
    }

    @Test
    void aSourceThatIsGoneHidesNothing() {
        Labels source = Labels.of("severity", "critical", "node", "1");
        index.add("s", source);
        assertThat(index.remove("s", source)).isTrue();
        assertThat(index.remove("s", source)).isFalse();
        assertThat(index.inhibitor("t", Labels.of("severity", "warning", "node", "1")))
                .isEmpty();
    }
}
