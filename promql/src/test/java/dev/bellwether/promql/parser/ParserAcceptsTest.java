package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.SyntaxTrees;
import dev.bellwether.promql.printer.ExpressionPrinter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written and how it reads, by its canonical text. The grammar is that of Prometheus 3. */
class ParserAcceptsTest {

    private static void assertReads(String text, String canonical) {
        Expression expression = PromqlParser.parse(text, ParserOptions.ALL);
        Expression again = PromqlParser.parse(canonical, ParserOptions.ALL);

        assertThat(ExpressionPrinter.print(expression)).isEqualTo(canonical);
        assertThat(SyntaxTrees.withoutSpans(again)).isEqualTo(SyntaxTrees.withoutSpans(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            1               => 1
            1.              => 1
            .5              => 0.5
            123.4567        => 123.4567
            5e3             => 5000
            5E-3            => 0.005
            +5.5e+3         => 5500
            -0              => -0
            0xc             => 12
            0XfE            => 254
            0x_1F_ff        => 8191
            0x1e+5          => 30 + 5
            0755            => 493
            0_755           => 493
            -0755           => -493
            0855            => 855
            1_000_000       => 1000000
            1_0.2_5e1_0     => 102500000000
            1048576         => 1048576
            1e300           => 1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            9223372036854775808 => 9223372036854776000
            inf             => +Inf
            +Inf            => +Inf
            -INF            => -Inf
            nan             => NaN
            5m              => 5m
            -1h30m          => -1h30m
            90s + 1         => 1m30s + 1
            1y1w1d1h1m1s1ms => 373d1h1m1s1ms
            - -1            => 1
            -+-5            => 5
            """)
    void numbers(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            "double"                    => "double"
            'single'                    => "single"
            `raw \\n "x" 'y'`           => "raw \\\\n \\"x\\" 'y'"
            'it"s'                      => "it\\"s"
            'it\\'s'                    => "it's"
            "\\a\\b\\f\\n\\r\\t\\v\\\\" => "\\a\\b\\f\\n\\r\\t\\v\\\\"
            "\\101\\x41\\u0041\\U00000041" => "AAAA"
            "\\xc3\\xa9\\303\\251"      => "éé"
            "\\u00e9 \\U0001F600 漢"    => "é 😀 漢"
            ""                          => ""
            "# no comment"              => "# no comment"
            """)
    void strings(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            up                            => up
            up{}                          => up
            job:rate:5m                   => job:rate:5m
            :a                            => :a
            up { job = 'node', }          => up{job="node"}
            up{z!="1",b=~"x|y",a!~`.+`}   => up{a!~".+",b=~"x|y",z!="1"}
            {job="node"}                  => {job="node"}
            {__name__=~"a.+"}             => {__name__=~"a.+"}
            {"my.metric"}                 => {__name__="my.metric"}
            {"my.metric", "my.label"="x"} => {"my.label"="x",__name__="my.metric"}
            {'up', job="x"}               => {__name__="up",job="x"}
            {`größe`}                     => {__name__="größe"}
            up{on="a",bool="b",sum="c"}   => up{bool="b",on="a",sum="c"}
            up{nan="a",Inf="b"}           => up{Inf="b",nan="a"}
            {""="0",a="b"}                => {""="0",a="b"}
            up{a="b",a="c"}               => up{a="b",a="c"}
            {__name__="",a="x"}           => {__name__="",a="x"}
            """)
    void selectors(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            sum                        => sum
            sum + by                   => sum + by
            offset offset 5m           => offset offset 5m
            and and and                => and and and
            or or unless unless or     => or or unless unless or
            start + end + step + range => start + end + step + range
            without{a="b"}             => without{a="b"}
            anchored anchored          => anchored anchored
            smoothed[5m] smoothed      => smoothed[5m] smoothed
            fill + fill(0) fill_left   => fill + fill (0) fill_left
            min_of / max_of            => min_of / max_of
            SUM(up)                    => sum(up)
            Sum BY (job) (up)          => sum by (job) (up)
            a AND b Or c UNLESS d      => a and b or c unless d
            a ATAN2 b                  => a atan2 b
            a == BOOL b                => a == bool b
            up OFFSET 5m               => up offset 5m
            up @ START()               => up @ start()
            sum by (sum, by, on, bool, offset, group_left, atan2, start) (up) => sum by (sum, by, on, bool, offset, group_left, atan2, start) (up)
            sum by (inf, without) (up) => sum by (inf, without) (up)
            """)
    void keywordsAreNamesWhereTheyCanBe(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            1+2*3^4                                => 1 + 2 * 3 ^ 4
            a * on(x) b                            => a * on (x) b
            a * on() b                             => a * on () b
            a * ignoring() b                       => a * b
            a * ignoring(x,) b                     => a * ignoring (x) b
            a/on(x,"y.z")group_left(u,"v w")b      => a / on (x, "y.z") group_left (u, "v w") b
            a / on(x) group_left b                 => a / on (x) group_left () b
            a / ignoring() group_right(y) b        => a / ignoring () group_right (y) b
            a > bool on(x) b                       => a > bool on (x) b
            a and on(x) b                          => a and on (x) b
            a unless ignoring(x) b                 => a unless ignoring (x) b
            a + fill(0) b                          => a + fill (0) b
            a + on(x) group_left fill(-2.5e30) b   => a + on (x) group_left () fill (-2.5e+30) b
            a + fill_left(1) fill_right(2) b       => a + fill_left (1) fill_right (2) b
            a + fill_right(2) fill_left(2) b       => a + fill (2) b
            a + fill_right(+Inf) b                 => a + fill_right (+Inf) b
            a + fill_left(1m) b                    => a + fill_left (60) b
            a </ 5                                 => a </ 5
            a >/ 5                                 => a >/ 5
            1 == bool 2                            => 1 == bool 2
            1 + on() 2                             => 1 + 2
            -a ^ 2                                 => -a ^ 2
            2 ^ -a                                 => 2 ^ -a
            Inf ^ 2                                => Inf ^ 2
            +Inf ^ 2                               => +Inf ^ 2
            2 ^ Inf                                => 2 ^ +Inf
            """)
    void operatorsAndTheirModifiers(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            sum(up)                            => sum(up)
            sum by () (up)                     => sum(up)
            sum without () (up)                => sum without () (up)
            sum(up) by (job,)                  => sum by (job) (up)
            sum without(a, "b.c")(up)          => sum without (a, "b.c") (up)
            topk(5, up) by (job)               => topk by (job) (5, up)
            count_values("v", up)              => count_values("v", up)
            quantile(0.9, up)                  => quantile(0.9, up)
            limitk(1, up)                      => limitk(1, up)
            limit_ratio(-0.5, up)              => limit_ratio(-0.5, up)
            group(up) / stdvar(up)             => group(up) / stdvar(up)
            rate(up[5m])                       => rate(up[5m])
            time()                             => time()
            hour()                             => hour()
            hour(up)                           => hour(up)
            round(up, 0.1)                     => round(up, 0.1)
            label_join(up, "a", ",")           => label_join(up, "a", ",")
            label_join(up, "a", ",", "b", "c") => label_join(up, "a", ",", "b", "c")
            sort_by_label(up, "a", "b")        => sort_by_label(up, "a", "b")
            info(up)                           => info(up)
            info(up, {})                       => info(up, {})
            info(up, {__name__=~"x.*",a="b"})  => info(up, {__name__=~"x.*",a="b"})
            histogram_quantiles(up, "q", 0.5, 0.9) => histogram_quantiles(up, "q", 0.5, 0.9)
            start() + end() + step() + range() => start() + end() + step() + range()
            max_of(1, min_of(2, 3))            => max_of(1, min_of(2, 3))
            (sum(up) )                         => (sum(up))
            """)
    void callsAndAggregations(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            up[5m]                           => up[5m]
            up[300]                          => up[5m]
            up[ 1h30m ]                      => up[1h30m]
            up[0.5]                          => up[500ms]
            up[1.5e3]                        => up[25m]
            up[0.0001]                       => up[0.0001]
            up{a="b"}[1w] offset 1y          => up{a="b"}[1w] offset 1y
            up offset -5m                    => up offset -5m
            up offset 0s                     => up
            up @ 1609746000                  => up @ 1609746000.000
            up @ -1.5                        => up @ -1.500
            up @ 1m                          => up @ 60.000
            up @ 0.0005                      => up @ 0.001
            up @ start() offset 1m           => up @ start() offset 1m
            up offset 1m @ end()             => up @ end() offset 1m
            up[5m] offset 1m @ 3             => up[5m] @ 3.000 offset 1m
            up anchored                      => up anchored
            up[5m] smoothed                  => up[5m] smoothed
            up smoothed[5m]                  => up[5m] smoothed
            up[5m] anchored @ 1 offset 2m    => up[5m] anchored @ 1.000 offset 2m
            up[5m] offset 2m smoothed        => up[5m] smoothed offset 2m
            up[1h:5m]                        => up[1h:5m]
            up[1h:]                          => up[1h:]
            up[1h:300]                       => up[1h:5m]
            rate(up[1m])[1h:5m] @ 1 offset 2 => rate(up[1m])[1h:5m] @ 1.000 offset 2s
            (a + b)[5m:] offset 10m          => (a + b)[5m:] offset 10m
            up @ 1 [5m:]                     => up @ 1.000[5m:]
            up offset 5m + 3                 => up offset 5m + 3
            up offset -1^1                   => up offset -1s ^ 1
            """)
    void rangesAndShifts(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            up[5m+step()]                      => up[5m + step()]
            up[2*1h-3]                         => up[2 * 1h - 3]
            up[2*(1h-3)%4]                     => up[2 * (1h - 3) % 4]
            up[2^3^1]                          => up[2 ^ 3 ^ 1]
            up[-2^2]                           => up[-2 ^ 2]
            up[-5m+35m]                        => up[-5m + 35m]
            up[+step()]                        => up[step()]
            up[-(step())]                      => up[-(step())]
            up[(5m)]                           => up[(5m)]
            up[step():range()]                 => up[step():range()]
            up[5m:2*step()]                    => up[5m:2 * step()]
            up[STEP()]                         => up[step()]
            up[min(5m, range())]               => up[min_of(5m, range())]
            up[MAX(5m, step()*2)]              => up[max_of(5m, step() * 2)]
            up[max_of(range(),5s)]             => up[max_of(range(), 5s)]
            up[200-min_of(-step()^+step(),1)]  => up[200 - min_of(-step() ^ step(), 1)]
            up offset step()                   => up offset step()
            up offset -step()                  => up offset -step()
            up offset -(5m)                    => up offset -(5m)
            up offset +(5)                     => up offset (5)
            up offset (5m)                     => up offset (5m)
            up offset (5m-1)                   => up offset (5m - 1)
            up offset -min(5s,step()+8s)       => up offset -min_of(5s, step() + 8s)
            up offset step() + 2               => up offset step() + 2
            up offset 5s-8                     => up offset 5s - 8
            up offset -(1^2)                   => up offset -(1 ^ 2)
            up offset - -5m                    => up offset 5m
            """)
    void computedDurations(String text, String canonical) {
        assertReads(text, canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "'# comment\nup', up",
        "'up # comment', up",
        "'up#comment', up",
        "'sum by (job) # first\r\n(up # second\n)', sum by (job) (up)",
        "'up{a=\"b\" # in braces }\n}', 'up{a=\"b\"}'",
        "'up[5m # in brackets ]\n]', up[5m]",
        "'\t up\n+\r\n1 ', up + 1"
    })
    void commentsAndBlanks(String text, String canonical) {
        assertReads(text, canonical);
    }
}
