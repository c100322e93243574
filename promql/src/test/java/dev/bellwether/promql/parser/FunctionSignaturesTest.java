package dev.bellwether.promql.parser;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.expression.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionSignaturesTest {

    @Test
    void theTableIsConsistent() {
        assertThat(FunctionSignatures.all()).hasSize(90).allSatisfy((name, signature) -> {
            assertThat(signature.name()).isEqualTo(name);
            assertThat(signature.minimumArguments())
                    .isLessThanOrEqualTo(signature.argumentTypes().size());
            assertThat(signature.maximumArguments())
                    .isGreaterThanOrEqualTo(signature.argumentTypes().size());
        });
    }

    @Test
    void experimentalFunctionsAreMarked() {
        assertThat(FunctionSignatures.all().values().stream()
                        .filter(FunctionSignature::experimental)
                        .map(FunctionSignature::name))
                .containsExactlyInAnyOrder(
                        "double_exponential_smoothing",
                        "end",
                        "histogram_quantiles",
                        "info",
                        "mad_over_time",
                        "max_of",
                        "min_of",
                        "range",
                        "sort_by_label",
                        "sort_by_label_desc",
                        "start",
                        "start_timestamp",
                        "step",
                        "ts_of_first_over_time",
                        "ts_of_last_over_time",
                        "ts_of_max_over_time",
                        "ts_of_min_over_time");
    }

    @Test
    void theLastTypeIsThatOfAllFurtherArguments() {
        FunctionSignature join = requireNonNull(FunctionSignatures.find("label_join"));

        assertThat(join.hasFixedArguments()).isFalse();
        assertThat(join.argumentType(0)).isEqualTo(ValueType.INSTANT_VECTOR);
        assertThat(join.argumentType(17)).isEqualTo(ValueType.STRING);
        assertThat(FunctionSignatures.find("holt_winters")).isNull();
    }

    @Test
    void aContradictoryRangeOfArgumentsIsRefused() {
        assertThatThrownBy(() -> new FunctionSignature("f", List.of(), 2, 1, ValueType.SCALAR, false))
                .hasMessageContaining("takes 2 to 1 arguments");
    }
}
