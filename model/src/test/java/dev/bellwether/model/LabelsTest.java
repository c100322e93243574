package dev.bellwether.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabelsTest {
    private static final Labels UP = Labels.of("__name__", "up", "job", "node", "instance", "a:1");

    @Test
    void labelsAreSortedByName() {
        List<String> seen = new ArrayList<>();
        UP.forEach((name, value) -> seen.add(name + "=" + value));

        assertThat(seen).containsExactly("__name__=up", "instance=a:1", "job=node");
        assertThat(UP.name(1)).isEqualTo("instance");
        assertThat(UP.value(1)).isEqualTo("a:1");
        assertThat(UP.toMap().keySet()).containsExactly("__name__", "instance", "job");
    }

    @Test
    void anEmptyValueMeansThatTheLabelIsAbsent() {
        Labels labels = Labels.of("a", "", "b", "x");

        assertThat(labels).isEqualTo(Labels.of("b", "x"));
        assertThat(labels.has("a")).isFalse();
        assertThat(labels.get("a")).isNull();
        assertThat(labels.getOrEmpty("a")).isEmpty();
        assertThat(labels.with("b", "")).isEqualTo(Labels.EMPTY);
    }

    @Test
    void lookupFindsEveryLabelAndNothingElse() {
        Labels.Builder builder = Labels.builder();
        for (int i = 0; i < 50; i++) {
            builder.set("label" + i, "value" + i);
        }
        Labels labels = builder.build();

        for (int i = 0; i < 50; i++) {
            assertThat(labels.get("label" + i)).isEqualTo("value" + i);
        }
        assertThat(labels.get("label")).isNull();
        assertThat(labels.get("label50")).isNull();
        assertThat(labels.get("a")).isNull();
        assertThat(labels.get("z")).isNull();
    }

    @Test
    void keepingAndDroppingLabels() {
        assertThat(UP.without("job")).isEqualTo(Labels.of("__name__", "up", "instance", "a:1"));
        assertThat(UP.without("nothing")).isSameAs(UP);
        assertThat(UP.without(Set.of("job", "instance"))).isEqualTo(Labels.of("__name__", "up"));
        assertThat(UP.without(Set.of("nothing"))).isSameAs(UP);
        assertThat(UP.only(Set.of("job", "nothing"))).isEqualTo(Labels.of("job", "node"));
        assertThat(UP.only(Set.of("__name__", "job", "instance"))).isSameAs(UP);
        assertThat(UP.toBuilder().remove("job").build()).isEqualTo(UP.without("job"));
    }

    @Test
    void equalLabelsHaveEqualHashes() {
        Labels same = Labels.of(Map.of("instance", "a:1", "job", "node", "__name__", "up"));

        assertThat(same).isEqualTo(UP).hasSameHashCodeAs(UP);
        assertThat(same.with("job", "other")).isNotEqualTo(UP);
    }

    @Test
    void orderIsThatOfTheFirstDifferenceThenOfTheLength() {
        Labels shorter = Labels.of("a", "1");
        Labels longer = Labels.of("a", "1", "b", "1");
        Labels otherValue = Labels.of("a", "2");
        Labels otherName = Labels.of("b", "1");

        assertThat(List.of(otherName, otherValue, longer, shorter, Labels.EMPTY).stream()
                        .sorted())
                .containsExactly(Labels.EMPTY, shorter, longer, otherValue, otherName);
    }

    static List<Object[]> texts() {
        return List.of(
                new Object[] {Labels.EMPTY, "{}"},
                new Object[] {Labels.of("__name__", "up"), "up"},
                new Object[] {UP, "up{instance=\"a:1\", job=\"node\"}"},
                new Object[] {Labels.of("job", "a\"b"), "{job=\"a\\\"b\"}"},
                new Object[] {Labels.of("__name__", "http.up", "a.b", "x"), "{\"http.up\", \"a.b\"=\"x\"}"});
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsThatOfPromql(Labels labels, String text) {
        assertThat(labels).hasToString(text);
    }

    @Test
    void badLabelsAreRefusedWithTheirName() {
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).hasMessage("label \"a\" stands twice");
        assertThatThrownBy(() -> Labels.of("a")).hasMessageContaining("a value for each name");
        assertThatThrownBy(() -> Labels.of("", "x")).hasMessageContaining("name is empty");
        assertThatThrownBy(() -> UP.toMap().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }
}
