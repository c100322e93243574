package dev.bellwether.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Matcher.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    @ParameterizedTest
    @CsvSource({
        "EQUAL, a, a, true",
        "EQUAL, a, b, false",
        "EQUAL, '', '', true",
        "NOT_EQUAL, a, b, true",
        "NOT_EQUAL, a, a, false",
        "NOT_EQUAL, a, '', true",
        "MATCHES, a|b, b, true",
        "MATCHES, a|b, ab, false",
        "MATCHES, a, xa, false",
        "MATCHES, .*, '', true",
        "MATCHES, .+, '', false",
        "NOT_MATCHES, a.*, abc, false",
        "NOT_MATCHES, a.*, '', true"
    })
    void anAbsentLabelHasTheEmptyValueAndExpressionsAreAnchored(
            Operator operator, String pattern, String value, boolean matches) {
        Matcher matcher = new Matcher("label", operator, pattern);

        assertThat(matcher.matches(value)).isEqualTo(matches);
        assertThat(matcher.matches(Labels.of("label", value, "other", "x"))).isEqualTo(matches);
    }

    @Test
    void textIsThatOfPromql() {
        assertThat(Matcher.equal("job", "a\"b")).hasToString("job=\"a\\\"b\"");
        assertThat(new Matcher("a.b", Operator.NOT_MATCHES, "x")).hasToString("\"a.b\"!~\"x\"");
    }

    @Test
    void aBadExpressionIsRefusedWhenTheMatcherIsMade() {
        assertThatThrownBy(() -> new Matcher("job", Operator.MATCHES, "("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("invalid regular expression \"(\"");
        assertThat(new Matcher("job", Operator.EQUAL, "(").matches("(")).isTrue();
    }
}
