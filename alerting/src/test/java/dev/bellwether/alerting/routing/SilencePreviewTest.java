package dev.bellwether.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilencePreviewTest {
    private static final List<Labels> ACTIVE =
            List.of(Labels.of("alertname", "A", "env", "prod"), Labels.of("alertname", "B", "env", "test"));

    @Test
    void saysWhatIsHidden() {
        SilencePreview preview = SilencePreview.of(List.of(MatcherText.parse("env=prod")), ACTIVE);
        assertThat(preview.hidden()).containsExactly(ACTIVE.getFirst());
        assertThat(preview.hidesEveryAlert()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertname=~\".+\"", "alertname!=\"\"", "anything=~\".*\"", "alertname!=\"X\""})
    void aSilenceThatHidesEverythingIsRefusedUnlessForced(String matcher) {
        List<Matcher> matchers = List.of(MatcherText.parse(matcher));
        SilencePreview preview = SilencePreview.of(matchers, ACTIVE);
        assertThat(preview.hidesEveryAlert()).isTrue();
        assertThatThrownBy(() -> preview.requireSparing(matchers, false)).hasMessageContaining("hides every alert");
        preview.requireSparing(matchers, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertname=\"A\"", "alertname=~\"A|B\"", "env!=\"prod\"", "env=~\".+\""})
    void aSilenceThatSparesSomethingIsNot(String matcher) {
        List<Matcher> matchers = List.of(MatcherText.parse(matcher));
        SilencePreview.of(matchers, ACTIVE).requireSparing(matchers, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=b", "1a=b", "a=\"b", "a=\"b\"c\"", "a=~\"(\""})
    void whatIsNoMatcherIsRefused(String text) {
        assertThatThrownBy(() -> MatcherText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quotesAndBackslashesAreRead() {
        assertThat(MatcherText.parse(" a = \"x\\\"y\\\\z\\n\" ")).isEqualTo(Matcher.equal("a", "x\"y\\z\n"));
        assertThat(MatcherText.parse("a=~\"x\\\\.y\"").matches("x.y")).isTrue();
    }
}
