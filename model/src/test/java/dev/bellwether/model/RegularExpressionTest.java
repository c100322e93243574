package dev.bellwether.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The syntax is RE2's: https://github.com/google/re2/wiki/Syntax. */
class RegularExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            abc            => abc
            a|bc           => bc
            5..            => 503
            (?i)GET        => get
            (?i)straße     => STRAßE
            (?i:a)b        => Ab
            (?U)a+         => aaa
            (?P<x_y>a)b    => ab
            (?<name>a)b    => ab
            (?:a|b)+       => abba
            a{2}           => aa
            a{2,}          => aaaa
            a{1,3}?        => aaa
            a{,2}          => a{,2}
            {x}            => {x}
            {x}+           => {x}}}
            x{             => x{
            a+?            => aaa
            [[:alpha:]]+   => abC
            [[:^digit:]]+  => abc
            [[:word:].]+   => a_1.b
            []a]+          => ]a
            [^]a]+         => bc
            [a-]+          => a-a
            [a&&b]+        => a&b
            [[a]+          => [a[
            [a^]+          => a^
            \\d+\\.\\d+      => 12.5
            \\w+            => a_9
            [\\w-]+         => a-b
            [\\d\\s]+        => 1 2
            \\pL+           => äß
            \\p{Greek}+     => αβγ
            \\P{Greek}+     => abc
            \\p{^Greek}+    => abc
            \\p{Lu}+        => ÄB
            [\\p{Greek}x]+  => αx
            \\x41\\x{1F600} => A😀
            \\101           => A
            \\Qa.b*\\E+      => a.b***
            \\Q+            => +
            ^abc$          => abc
            \\Aabc\\z        => abc
            a\\.b           => a.b
            a\\-b           => a-b
            .              => 😀
            """)
    void whatRe2MatchesMatches(String expression, String text) {
        assertThat(RegularExpression.compile(expression).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            abc            => xabc
            abc            => abcx
            a|bc           => abc
            GET            => get
            [[:digit:]]+   => ١
            \\d+            => ١
            \\w+            => ä
            [^a]           => a
            a{2}           => a
            [^\\S]          => a
            """)
    void whatRe2DoesNotMatchDoesNotMatch(String expression, String text) {
        assertThat(RegularExpression.compile(expression).matches(text)).isFalse();
    }

    @Test
    void aDotMatchesEveryCharacterAndTheEndIsTheVeryEnd() {
        assertThat(RegularExpression.compile("a.b").matches("a\nb")).isTrue();
        assertThat(RegularExpression.compile("(?-s)a.b").matches("a\nb")).isFalse();
        assertThat(RegularExpression.compile("(?-s)a.b").matches("a\rb")).isTrue();
        assertThat(RegularExpression.compile("a$\n").matches("a\n")).isFalse();
        assertThat(RegularExpression.compile("(?m)a$\nb").matches("a\nb")).isTrue();
        assertThat(RegularExpression.compile("\\v").matches("\u000b")).isTrue();
        assertThat(RegularExpression.compile("\\s").matches("\u000b")).isFalse();
        assertThat(RegularExpression.compile("[[:space:]]").matches("\u000b")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "a)",
                "[a",
                "*a",
                "a**",
                "a*+",
                "a++",
                "a?+",
                "a{2}{3}",
                "a{2}+",
                "a{1001}",
                "a{2,1}",
                "(?=a)",
                "(?!a)",
                "(?<=a)",
                "(?<!a)",
                "(?>a)",
                "(?x)a",
                "(?u)a",
                "(?P<n>a)(?P<n>b)",
                "(a)\\1",
                "\\k<a>",
                "\\Z",
                "\\G",
                "\\h",
                "\\R",
                "\\X",
                "\\e",
                "\\cA",
                "\\u0041",
                "\\y",
                "\\",
                "[\\b]",
                "[[:nothing:]]",
                "\\p{Nothing}",
                "\\x",
                "\\xg1",
                "\\x{110000}",
                "[b-a]"
            })
    void whatRe2RefusesIsRefused(String expression) {
        assertThatThrownBy(() -> RegularExpression.compile(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("invalid regular expression ");
    }

    @Test
    void namedGroupsAreFoundByNumber() {
        // given
        RegularExpression expression = RegularExpression.compile("(a)(?P<first_name>b)(?:c)(?<last>d)");

        // when
        Matcher matcher = expression.pattern().matcher(RegularExpression.bounded("abcd"));

        // then
        assertThat(matcher.matches()).isTrue();
        assertThat(expression.groups()).isEqualTo(Map.of("first_name", 2, "last", 3));
        assertThat(matcher.group(3)).isEqualTo("d");
    }

    @Test
    void aMatchThatTakesTooLongFails() {
        RegularExpression expression = RegularExpression.compile(".*.*.*.*.*.*y");

        assertThatThrownBy(() -> expression.matches("x".repeat(100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than 1000000 steps");
    }

    @Test
    void aMatchThatNeedsTooDeepAStackFails() {
        RegularExpression expression = RegularExpression.compile("(?:a|b)*c");

        assertThatThrownBy(() -> expression.matches("ab".repeat(200_000))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anExpressionThatNestsTooDeeplyIsRefused() {
        String expression = "(".repeat(100_000) + ")".repeat(100_000);

        assertThatThrownBy(() -> RegularExpression.compile(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expression nests too deeply");
    }

    @Test
    void anExpressionIsCompiledOnce() {
        assertThat(RegularExpression.compile("once.+")).isSameAs(RegularExpression.compile("once.+"));
    }
}
