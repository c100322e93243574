package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InfoFunctionTest {
    private final Scenario scenario = Scenario.every(Duration.ofMinutes(1))
            .series("m{instance=\"a\", job=\"1\"}", "1 2")
            .series("m{instance=\"b\", job=\"1\"}", "3 4")
            .series("target_info{instance=\"a\", job=\"1\", version=\"v1\", zone=\"z\"}", "1 1")
            .series("build_info{instance=\"a\", job=\"1\", commit=\"c\"}", "1 1");

    @Test
    void labelsOfTargetInfoAreAdded() {
        assertThat(scenario.lines("info(m)", Duration.ZERO))
                .containsExactly(
                        "m{instance=\"a\", job=\"1\", version=\"v1\", zone=\"z\"} 1", "m{instance=\"b\", job=\"1\"} 3");
    }

    @Test
    void onlyNamedLabelsAreAdded() {
        assertThat(scenario.lines("info(m, {version=~\".*\"})", Duration.ZERO))
                .containsExactly("m{instance=\"a\", job=\"1\", version=\"v1\"} 1", "m{instance=\"b\", job=\"1\"} 3");
    }

    @Test
    void seriesWithoutARequiredLabelAreLeftOut() {
        assertThat(scenario.lines("info(m, {version=~\".+\"})", Duration.ZERO))
                .containsExactly("m{instance=\"a\", job=\"1\", version=\"v1\"} 1");
    }

    @Test
    void otherInfoMetricsCanBeNamed() {
        assertThat(scenario.lines("info(m{instance=\"a\"}, {__name__=\"build_info\"})", Duration.ZERO))
                .containsExactly("m{commit=\"c\", instance=\"a\", job=\"1\"} 1");
    }

    @Test
    void twoInfoSeriesOfOneTargetAreAConflict() {
        // given
        scenario.series("target_info{instance=\"a\", job=\"1\", version=\"v2\"}", "1 1");

        // then
        assertThatThrownBy(() -> scenario.instant("info(m)", Duration.ZERO))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("found duplicate series for info metric");
    }
}
