package dev.bellwether.agent.scrape.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellwether.model.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RelabelingTest {
    private static final Labels INPUT = Labels.of("a", "foo", "b", "bar", "c", "baz");

    static Stream<Arguments> cases() {
        return Stream.of(
                arguments(
                        "replace the whole value",
                        INPUT,
                        List.of(rule("replace").from("a").regex("f(.*)").to("d").with("ch${1}-ch${1}")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\"choo-choo\"}"),
                arguments(
                        "replace joins with the separator",
                        INPUT,
                        List.of(rule("replace")
                                .from("a", "b")
                                .regex("f(.*);(.*)r")
                                .to("a")
                                .with("b${1}${2}m")),
                        "{a=\"boobam\", b=\"bar\", c=\"baz\"}"),
                arguments(
                        "replace with another separator",
                        INPUT,
                        List.of(rule("replace").from("a", "b").separator("|").to("d")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\"foo|bar\"}"),
                arguments(
                        "replace without match changes nothing",
                        INPUT,
                        List.of(rule("replace").from("a").regex("x.*").to("b").with("changed")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\"}"),
                arguments(
                        "replace is anchored",
                        INPUT,
                        List.of(rule("replace").from("a").regex("o").to("b").with("changed")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\"}"),
                arguments(
                        "replace with nothing removes",
                        INPUT,
                        List.of(rule("replace").from("a").regex("f.*").to("b").with("")),
                        "{a=\"foo\", c=\"baz\"}"),
                arguments(
                        "replace without source sets a constant",
                        INPUT,
                        List.of(rule("replace").to("d").with("x")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\"x\"}"),
                arguments(
                        "replace with a name from a group",
                        INPUT,
                        List.of(rule("replace")
                                .from("a")
                                .regex("(f)(.*)")
                                .to("${1}_x")
                                .with("$2")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", f_x=\"oo\"}"),
                arguments(
                        "replace to no valid name changes nothing",
                        Labels.of("a", "1-x"),
                        List.of(rule("replace")
                                .from("a")
                                .regex("(.*)")
                                .to("${1}")
                                .with("$1")),
                        "{a=\"1-x\"}"),
                arguments(
                        "replace with a named group",
                        INPUT,
                        List.of(rule("replace")
                                .from("a")
                                .regex("(?P<the_first>.)(.*)")
                                .to("d")
                                .with("${the_first}$the_first-$2$$")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\"ff-oo$\"}"),
                arguments(
                        "a group's name is as long as it can be",
                        INPUT,
                        List.of(rule("replace").from("a").to("d").with("[$1x][$9][$]")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\"[][][$]\"}"),
                arguments(
                        "an absent source is empty",
                        INPUT,
                        List.of(rule("replace").from("nope", "a").to("d")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\";foo\"}"),
                arguments(
                        "a dot matches a line feed",
                        Labels.of("a", "x\ny"),
                        List.of(rule("replace").from("a").regex("x.y").to("b").with("z")),
                        "{a=\"x\\ny\", b=\"z\"}"),
                arguments(
                        "keep what matches",
                        INPUT,
                        List.of(rule("keep").from("a").regex("f.*")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\"}"),
                arguments(
                        "keep drops what does not",
                        INPUT,
                        List.of(rule("keep").from("a").regex("f")),
                        null),
                arguments(
                        "drop what matches",
                        INPUT,
                        List.of(rule("drop").from("a", "b").regex("foo;bar")),
                        null),
                arguments(
                        "drop keeps what does not",
                        INPUT,
                        List.of(rule("drop").from("a").regex("no-match")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\"}"),
                arguments(
                        "nothing runs after a drop",
                        INPUT,
                        List.of(
                                rule("drop").from("a").regex(".*o.*"),
                                rule("replace").to("d").with("x")),
                        null),
                arguments(
                        "hashmod gives Prometheus's shards",
                        INPUT,
                        List.of(rule("hashmod").from("c").to("d").modulus(1000)),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", d=\"976\"}"),
                arguments(
                        "hashmod with a line feed",
                        Labels.of("a", "foo\nbar"),
                        List.of(rule("hashmod").from("a").to("b").modulus(1000)),
                        "{a=\"foo\\nbar\", b=\"734\"}"),
                arguments(
                        "labelmap copies",
                        Labels.of("__meta_x_app", "web", "a", "1"),
                        List.of(rule("labelmap").regex("__meta_x_(.+)")),
                        "{__meta_x_app=\"web\", a=\"1\", app=\"web\"}"),
                arguments(
                        "labelmap with a new name",
                        Labels.of("a1", "x", "a2", "y"),
                        List.of(rule("labelmap").regex("a(\\d)").with("b_${1}")),
                        "{a1=\"x\", a2=\"y\", b_1=\"x\", b_2=\"y\"}"),
                arguments("labeldrop", INPUT, List.of(rule("labeldrop").regex("[ab]")), "{c=\"baz\"}"),
                arguments("labelkeep", INPUT, List.of(rule("labelkeep").regex("[ab]")), "{a=\"foo\", b=\"bar\"}"),
                arguments(
                        "lowercase",
                        Labels.of("a", "FoO"),
                        List.of(rule("lowercase").from("a").to("b")),
                        "{a=\"FoO\", b=\"foo\"}"),
                arguments(
                        "uppercase",
                        Labels.of("a", "FoO"),
                        List.of(rule("uppercase").from("a").to("b")),
                        "{a=\"FoO\", b=\"FOO\"}"),
                arguments(
                        "keepequal keeps equals",
                        Labels.of("a", "80", "b", "80"),
                        List.of(rule("keepequal").from("a").to("b")),
                        "{a=\"80\", b=\"80\"}"),
                arguments(
                        "keepequal drops others",
                        Labels.of("a", "80", "b", "81"),
                        List.of(rule("keepequal").from("a").to("b")),
                        null),
                arguments(
                        "dropequal drops equals",
                        Labels.of("a", "80", "b", "80"),
                        List.of(rule("dropequal").from("a").to("b")),
                        null),
                arguments(
                        "dropequal keeps others",
                        Labels.of("a", "80", "b", "81"),
                        List.of(rule("dropequal").from("a").to("b")),
                        "{a=\"80\", b=\"81\"}"),
                arguments(
                        "rules see what earlier ones did",
                        INPUT,
                        List.of(
                                rule("replace").from("a").to("d").with("$1$1"),
                                rule("replace").from("d").to("e"),
                                rule("labeldrop").regex("d")),
                        "{a=\"foo\", b=\"bar\", c=\"baz\", e=\"foofoo\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyActionDoesWhatPrometheusDoes(
            String name, Labels input, List<RuleBuilder> rules, @Nullable String expected) {
        Relabeling relabeling =
                new Relabeling(rules.stream().map(RuleBuilder::build).toList());

        Optional<Labels> output = relabeling.apply(input);

        assertThat(output.map(Labels::toString)).isEqualTo(Optional.ofNullable(expected));
    }

    static Stream<Arguments> invalidRules() {
        return Stream.of(
                arguments(rule("replace").from("a"), "target_label is missing, the action replace needs it"),
                arguments(rule("hashmod").from("a").to("b"), "modulus is 0, the action hashmod needs at least 1"),
                arguments(rule("lowercase").from("a"), "target_label is missing, the action lowercase needs it"),
                arguments(
                        rule("replace").to("a-b"),
                        "target_label is \"a-b\", allowed are letters, digits and \"_\", not beginning with a digit, and references to groups"),
                arguments(
                        rule("hashmod").to("${1}").modulus(1),
                        "target_label is \"${1}\", allowed are letters, digits and \"_\", not beginning with a digit"),
                arguments(
                        rule("replace").to("${1"),
                        "target_label is \"${1\", allowed are letters, digits and \"_\", not beginning with a digit, and references to groups"),
                arguments(
                        rule("labelmap").with("a-b"),
                        "replacement is \"a-b\", the action labelmap needs a label name with references to groups, such as \"$1\""),
                arguments(
                        rule("uppercase").to("b").with("x"),
                        "replacement is set, the action uppercase allows only source_labels, separator, regex and target_label"),
                arguments(
                        rule("keepequal").from("a").to("b").regex("x"),
                        "regex is set, the action keepequal allows only source_labels and target_label"),
                arguments(
                        rule("dropequal").from("a").to("b").separator(","),
                        "separator is set, the action dropequal allows only source_labels and target_label"),
                arguments(
                        rule("labeldrop").from("a").regex("x"),
                        "source_labels is set, the action labeldrop allows only regex"),
                arguments(
                        rule("labelkeep").to("a").regex("x"),
                        "target_label is set, the action labelkeep allows only regex"));
    }

    @ParameterizedTest
    @MethodSource("invalidRules")
    void aRuleWhoseFieldsDoNotFitItsActionIsRefused(RuleBuilder rule, String message) {
        assertThatThrownBy(rule::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void lookAroundIsRefusedAsInRe2() {
        assertThatThrownBy(() -> rule("keep").regex("a(?=b)").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("invalid regular expression");
    }

    @Test
    void anExpressionThatNeedsTooManyStepsFails() {
        Relabeling relabeling = new Relabeling(List.of(
                rule("keep").from("a").regex("(.*)(.*)(.*)(.*)(.*)(.*)y").build()));

        assertThatThrownBy(() -> relabeling.apply(Labels.of("a", "x".repeat(100))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("steps");
    }

    private static RuleBuilder rule(String action) {
        return new RuleBuilder(RelabelAction.valueOf(action.toUpperCase(java.util.Locale.ROOT)));
    }

    private static final class RuleBuilder {
        private final RelabelAction action;
        private List<String> sourceLabels = List.of();
        private String separator = RelabelRule.DEFAULT_SEPARATOR;
        private String regex = RelabelRule.DEFAULT_REGEX;
        private String targetLabel = "";
        private String replacement = RelabelRule.DEFAULT_REPLACEMENT;
        private long modulus;

        RuleBuilder(RelabelAction action) {
            this.action = action;
        }

        RuleBuilder from(String... labels) {
            sourceLabels = List.of(labels);
            return this;
        }

        RuleBuilder separator(String text) {
            separator = text;
            return this;
        }

        RuleBuilder regex(String text) {
            regex = text;
            return this;
        }

        RuleBuilder to(String label) {
            targetLabel = label;
            return this;
        }

        RuleBuilder with(String text) {
            replacement = text;
            return this;
        }

        RuleBuilder modulus(long number) {
            modulus = number;
            return this;
        }

        RelabelRule build() {
            return new RelabelRule(sourceLabels, separator, targetLabel, regex, modulus, replacement, action);
        }
    }
}
