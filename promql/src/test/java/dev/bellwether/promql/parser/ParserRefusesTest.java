package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong, where, and what is said of it: Prometheus's words where it has them. */
class ParserRefusesTest {

    private static List<String> errors(String text, ParserOptions options) {
        PromqlSyntaxException exception =
                catchThrowableOfType(PromqlSyntaxException.class, () -> PromqlParser.parse(text, options));
        assertThat(exception).as("exception for %s", text).isNotNull();
        assertThat(exception).hasMessage(exception.errors().getFirst().toString());
        return exception.errors().stream()
                .map(error -> error.line() + ":" + error.column() + " " + error.message()
                        + (error.suggestion() == null ? "" : " (" + error.suggestion() + ")"))
                .toList();
    }

    private static void assertRefused(String text, String expected) {
        assertThat(String.join(" && ", errors(text, ParserOptions.ALL))).isEqualTo(expected);
    }

    @Test
    void emptyTexts() {
        assertRefused("", "1:1 no expression found in input");
        assertRefused(" # comment\n", "1:1 no expression found in input");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            .                 => 1:1 unexpected character: '.'
            ü                 => 1:1 unexpected character: 'ü'
            2.5.              => 1:1 bad number or duration syntax: "2.5."
            100..4            => 1:1 bad number or duration syntax: "100..4"
            0deadbeef         => 1:1 bad number or duration syntax: "0deadbeef"
            0x               => 1:1 bad number or duration syntax: "0x"
            0x1.8             => 1:1 bad number or duration syntax: "0x1.8"
            1__0              => 1:1 bad number or duration syntax: "1__0"
            1_                => 1:1 bad number or duration syntax: "1_"
            1e                => 1:1 bad number or duration syntax: "1e"
            1e400             => 1:1 error parsing number: "1e400": value out of range
            1.5m              => 1:1 not a valid duration string: "1.5m"
            1 !~ 1            => 1:3 unexpected character after '!': '~'
            1 =~ 1            => 1:3 unexpected character after '=': '~'
            (1))              => 1:4 unexpected right parenthesis ')'
            ((1)              => 1:5 unclosed left parenthesis
            }                 => 1:1 unexpected character: '}'
            up]               => 1:3 unexpected right bracket ']'
            "open             => 1:1 unterminated quoted string
            'open"            => 1:1 unterminated quoted string
            `open             => 1:1 unterminated raw string
            "\\c"             => 1:2 unknown escape sequence U+0063 'c'
            "\\'"             => 1:2 unknown escape sequence U+0027 '''
            "\\x."            => 1:4 illegal character U+002E '.' in escape sequence
            "\\x4"            => 1:5 escape sequence not terminated
            "\\400"           => 1:2 escape sequence is an invalid Unicode code point
            "\\ud800"         => 1:3 escape sequence is an invalid Unicode code point
            "\\U00110000"     => 1:3 escape sequence is an invalid Unicode code point
            up{               => 1:4 unexpected end of input inside braces
            up{a:b}           => 1:5 unexpected character inside braces: ':'
            up{a>1}           => 1:5 unexpected character inside braces: '>'
            up{a!"x"}         => 1:5 unexpected character after '!' inside braces: '"'
            up{{}}            => 1:4 unexpected left brace '{'
            up[x]             => 1:4 unexpected character in duration expression: 'x'
            up[5m             => 1:6 unexpected end of input in duration expression
            up[[5m]]          => 1:4 unexpected left bracket '['
            up[inf]           => 1:4 unexpected character in duration expression: 'i'
            up[sum(1)]        => 1:4 unexpected character in duration expression: 's'
            """)
    void faultsOfTheLexer(String text, String expected) {
        assertRefused(text, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            1+                      => 1:3 unexpected end of input, expected expression
            *1                      => 1:1 unexpected <op:*>, expected expression
            1 1                     => 1:3 unexpected number "1", expected operator or end of input
            up 'x'                  => 1:4 unexpected string "'x'", expected operator or end of input
            up of 5m                => 1:4 unexpected identifier "of", expected operator or end of input (or)
            up ofset 5m             => 1:4 unexpected identifier "ofset", expected operator or end of input (offset)
            up = 1                  => 1:4 unexpected "=", expected operator or end of input
            (up up)                 => 1:5 unexpected identifier "up", expected operator or ")"
            @ 5                     => 1:1 unexpected <op:@>, expected expression
            bool                    => 1:1 unexpected <bool>, expected expression
            a:b(c)                  => 1:4 unexpected "(", expected operator or end of input
            up @                    => 1:5 unexpected end of input in @, expected timestamp
            up @ up                 => 1:6 unexpected identifier "up" in @, expected timestamp
            up @ start              => 1:11 unexpected end of input in @, expected "("
            up offset               => 1:10 unexpected end of input in offset, expected number, duration, step(), or range()
            up offset up            => 1:11 unexpected identifier "up" in offset, expected number, duration, step(), or range()
            up[]                    => 1:4 unexpected "]" in subquery or range selector, expected number, duration, step(), or range()
            up[5m 6m]               => 1:7 unexpected duration "6m" in subquery or range, expected ":" or "]"
            up[5m:6m 7m]            => 1:10 unexpected duration "7m" in subquery selector, expected "]"
            up[5m::]                => 1:7 unexpected ":" in subquery selector, expected number, duration, step(), or range(), or "]"
            up[min(5m)]             => 1:10 unexpected ")" in subquery or range selector, expected ","
            sum by job (up)         => 1:8 unexpected identifier "job" in grouping opts, expected "("
            sum by (job up)         => 1:13 unexpected identifier "up" in grouping opts, expected "," or ")" && 1:16 unexpected end of input in aggregation, expected "("
            sum by (1) (up)         => 1:9 unexpected number "1" in grouping opts, expected label
            sum by ("") (up)        => 1:9 invalid label name for grouping: ""
            sum by (a) up           => 1:12 unexpected identifier "up" in aggregation, expected "("
            sum by (a) (up) by (b)  => 1:17 unexpected <by>, expected operator or end of input
            a - on(b) ignoring(c) d => 1:11 unexpected <ignoring>, expected expression
            a + group_left b        => 1:5 unexpected <group_left>, expected expression
            a + fill(b) c           => 1:10 unexpected identifier "b" in fill modifier, expected number
            up{a}                   => 1:5 unexpected "}" in label matching, expected label matching operator
            up{a=b}                 => 1:6 unexpected identifier "b" in label matching, expected string
            up{=}                   => 1:4 unexpected "=" in label matching, expected identifier or "}"
            up{,}                   => 1:4 unexpected "," in label matching, expected identifier or "}"
            up{a="b" c="d"}         => 1:10 unexpected identifier "c" in label matching, expected "," or "}"
            {"a" "b"}               => 1:6 unexpected string "\\"b\\"" in label matching, expected "," or "}"
            sum(up,)                => 1:7 trailing commas not allowed in function call args
            "averylongstring" "b"   => 1:19 unexpected string "\\"b\\"", expected operator or end of input
            1 "averylongstring"     => 1:3 unexpected string "\\"averylong"..., expected operator or end of input
            """)
    void faultsOfTheGrammar(String text, String expected) {
        assertRefused(text, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            up[5m1h]                => 1:4 not a valid duration string: "5m1h"
            up[5hs]                 => 1:4 unknown unit "hs" in duration "5hs"
            up[300y]                => 1:4 duration out of range
            up[9.5e10]              => 1:4 duration out of range
            up[0]                   => 1:4 duration must be greater than 0
            up[-5m]                 => 1:4 duration must be greater than 0
            up[5m:0s]               => 1:7 duration must be greater than 0
            up[5s/0d]               => 1:6 division by zero
            up[5s%0]                => 1:6 modulo by zero
            1[5m]                   => 1:2 ranges only allowed for vector selectors
            up[5m][5m]              => 1:7 ranges only allowed for vector selectors
            up offset 1m[5m]        => 1:13 no offset modifiers allowed before range
            up offset step()[5m]    => 1:17 no offset modifiers allowed before range
            up @ 1[5m]              => 1:7 no @ modifiers allowed before range
            1 offset 1d             => 1:1 offset modifier must be preceded by an instant vector selector or range vector selector or a subquery
            (up) offset 1d          => 1:1 offset modifier must be preceded by an instant vector selector or range vector selector or a subquery
            up offset 1s offset 2s  => 1:1 offset may not be set multiple times
            1 @ 5                   => 1:1 @ modifier must be preceded by an instant vector selector or range vector selector or a subquery
            up @ 1 @ 2              => 1:1 @ <timestamp> may not be set multiple times
            up @ start() @ end()    => 1:1 @ <timestamp> may not be set multiple times
            up @ Inf                => 1:1 timestamp out of bounds for @ modifier: +Inf
            up @ -Inf               => 1:1 timestamp out of bounds for @ modifier: -Inf
            up @ NaN                => 1:1 timestamp out of bounds for @ modifier: NaN
            up @ 1e16               => 1:1 timestamp out of bounds for @ modifier: 10000000000000000.000000
            up anchored smoothed    => 1:1 anchored and smoothed modifiers cannot be used together
            up[5m:] anchored        => 1:1 anchored modifier is not supported for subqueries
            sum(up) smoothed        => 1:1 smoothed modifier not implemented
            """)
    void faultsOfRangesAndShifts(String text, String expected) {
        assertRefused(text, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            {}                       => 1:1 vector selector must contain at least one non-empty matcher
            {a=""}                   => 1:1 vector selector must contain at least one non-empty matcher
            {a=~".*",b!="x"}         => 1:1 vector selector must contain at least one non-empty matcher
            {x=~"(a)*"}[5m]          => 1:1 vector selector must contain at least one non-empty matcher
            up{__name__="down"}      => 1:1 metric name must not be set twice: "up" or "down"
            up{"down"}               => 1:1 metric name must not be set twice: "up" or "down"
            1 == 1                   => 1:3 comparisons between scalars must use BOOL modifier
            1 and 1                  => 1:1 set operator "and" not allowed in binary scalar expression
            up or 1                  => 1:1 set operator "or" not allowed in binary scalar expression
            up + bool 1              => 1:4 bool modifier can only be used on comparison operators
            a </ bool b              => 1:3 bool modifier can only be used on comparison operators
            1 + on(a) up             => 1:1 vector matching only allowed between instant vectors
            1 + fill(0) up           => 1:1 filling in missing series only allowed between instant vectors
            a and fill(0) b          => 1:1 filling in missing series not allowed for set operators
            a or on(x) group_left b  => 1:1 no grouping allowed for "or" operation && 1:1 set operations must always be many-to-many
            a + on(x,y) group_left(y) b => 1:3 label "y" must not occur in ON and GROUP clause at once
            up[5m] + 1               => 1:1 binary expression must contain only scalar and instant vector types
            1 + "x"                  => 1:5 binary expression must contain only scalar and instant vector types
            -"x"                     => 1:1 unary expression only allowed on expressions of type scalar or instant vector, got "string"
            -up[5m]                  => 1:1 unary expression only allowed on expressions of type scalar or instant vector, got "range vector"
            1[5m:]                   => 1:1 subquery is only allowed on instant vector, got scalar instead
            up[5m][5m:]              => 1:1 subquery is only allowed on instant vector, got matrix instead
            rate(up)                 => 1:6 expected type range vector in call to function "rate", got instant vector
            abs(up[5m])              => 1:5 expected type instant vector in call to function "abs", got range vector
            vector(up)               => 1:8 expected type scalar in call to function "vector", got instant vector
            label_replace(up, 1, "", "", "") => 1:19 expected type string in call to function "label_replace", got scalar
            label_join(up, "a", ",", 1, 2) => 1:26 expected type string in call to function "label_join", got scalar && 1:29 expected type string in call to function "label_join", got scalar
            rate()                   => 1:1 expected 1 argument(s) in call to "rate", got 0
            time(1)                  => 1:1 expected 0 argument(s) in call to "time", got 1
            round()                  => 1:1 expected at least 1 argument(s) in call to "round", got 0
            round(up, 1, 2)          => 1:1 expected at most 2 argument(s) in call to "round", got 3
            label_join(up, "a")      => 1:1 expected at least 3 argument(s) in call to "label_join", got 2
            sum(1)                   => 1:5 expected type instant vector in aggregation expression, got scalar
            sum(up[5m])              => 1:5 expected type instant vector in aggregation expression, got range vector
            topk(up, up)             => 1:6 expected type scalar in aggregation parameter, got instant vector
            count_values(5, up)      => 1:14 expected type string in aggregation parameter, got scalar
            sum()                    => 1:1 no arguments for aggregate expression provided
            sum(1, up)               => 1:1 wrong number of arguments for aggregate expression provided, expected 1, got 2
            topk(up)                 => 1:1 wrong number of arguments for aggregate expression provided, expected 2, got 1
            info(up, up)             => 1:10 expected label selectors only, got vector selector instead
            info(up, 1)              => 1:10 expected label selectors only && 1:10 expected type instant vector in call to function "info", got scalar
            """)
    void faultsOfTypes(String text, String expected) {
        assertRefused(text, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            rte(up[5m])                  => 1:1 unknown function with name "rte" (rate)
            RATE(up[5m])                 => 1:1 unknown function with name "RATE" (rate)
            historgam_quantile(0.9, up)  => 1:1 unknown function with name "historgam_quantile" (histogram_quantile)
            summ(up)                     => 1:1 unknown function with name "summ" (sum)
            holt_winters(up[5m], 1, 1)   => 1:1 unknown function with name "holt_winters"
            """)
    void aMisspeltFunctionBringsTheNearestName(String text, String expected) {
        assertRefused(text, expected);
    }

    @Test
    void independentErrorsAreReportedTogether() {
        assertThat(errors("rte(up{a=b, c=~\"(\"}[5m1h]) + sum(1 1) + foo(bar)", ParserOptions.ALL))
                .containsExactly(
                        "1:1 unknown function with name \"rte\" (rate)",
                        "1:10 unexpected identifier \"b\" in label matching, expected string",
                        "1:13 error parsing regexp: invalid regular expression \"(\": Unclosed group",
                        "1:21 not a valid duration string: \"5m1h\"",
                        "1:36 unexpected number \"1\", expected operator or \",\" or \")\"",
                        "1:41 unknown function with name \"foo\"");
    }

    @Test
    void positionsCountLinesAndBytes() {
        assertRefused("up\n  + rte(x)", "2:5 unknown function with name \"rte\" (rate)");
        assertRefused("{\"größe 😀\"} + rte(x)", "1:20 unknown function with name \"rte\" (rate)");
    }

    @Test
    void spansCountCharacters() {
        PromqlSyntaxException exception = catchThrowableOfType(
                PromqlSyntaxException.class, () -> PromqlParser.parse("{\"größe\"} + rte(x)", ParserOptions.ALL));

        SyntaxError error = exception.errors().getFirst();
        assertThat("{\"größe\"} + rte(x)"
                        .substring(error.span().start(), error.span().end()))
                .isEqualTo("rte");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertRefused("\"a\ud800\"", "1:1 invalid UTF-8 rune");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            info(up)               => 1:1 function "info" is not enabled
            start()                => 1:1 function "start" is not enabled
            limitk(1, up)          => 1:1 limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions
            up anchored            => 1:1 anchored modifier is experimental and not enabled
            up[5m] smoothed        => 1:1 smoothed modifier is experimental and not enabled
            up[5m+1m]              => 1:4 experimental duration expression is not enabled
            up[step()]             => 1:4 experimental duration expression is not enabled
            up offset (5m)         => 1:12 experimental duration expression is not enabled
            up offset -min(5m, 6m) => 1:12 experimental duration expression is not enabled
            a + fill(1) b          => 1:5 binop fill modifiers are experimental and not enabled
            """)
    void experimentalPartsAreOffInTheStableLanguage(String text, String expected) {
        assertThat(PromqlParser.parse(text, ParserOptions.ALL)).isNotNull();
        assertThat(String.join(" && ", errors(text, ParserOptions.STABLE))).isEqualTo(expected);
    }
}
