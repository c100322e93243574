package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Aggregation;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.Call;
import dev.bellwether.promql.expression.Expression.MatrixSelector;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Expression.Parentheses;
import dev.bellwether.promql.expression.Expression.StringLiteral;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.Unary;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trees themselves, with positions. */
class ParserTreeTest {

    private static Expression parse(String text) {
        return PromqlParser.parse(text, ParserOptions.ALL);
    }

    private static VectorSelector metric(String name, int start) {
        return new VectorSelector(
                name,
                List.of(Matcher.equal(Labels.METRIC_NAME, name)),
                TimeShift.NONE,
                RangeKind.PLAIN,
                new Span(start, start + name.length()));
    }

    /** Everything in parentheses, to see who binds tighter. */
    private static String grouped(Expression expression) {
        return switch (expression) {
            case Binary binary ->
                "(" + grouped(binary.left()) + binary.operator().symbol() + grouped(binary.right()) + ")";
            case Unary unary -> "(" + (unary.negative() ? "-" : "+") + grouped(unary.inner()) + ")";
            case Parentheses parentheses -> grouped(parentheses.inner());
            case VectorSelector selector -> String.valueOf(selector.metricName());
            case NumberLiteral number -> String.valueOf((long) number.value());
            default -> throw new AssertionError(expression);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '§', textBlock = """
            a+b*c^d              => (a+(b*(c^d)))
            a^b^c                => (a^(b^c))
            a-b-c                => ((a-b)-c)
            a/b%c*d              => (((a/b)%c)*d)
            a atan2 b * c        => ((aatan2b)*c)
            a+b>c*d              => ((a+b)>(c*d))
            a>b==c               => ((a>b)==c)
            a or b and c         => (aor(bandc))
            a and b or c         => ((aandb)orc)
            a and b unless c     => ((aandb)unlessc)
            a unless b and c     => ((aunlessb)andc)
            a or b or c          => ((aorb)orc)
            a > b and c < d      => ((a>b)and(c<d))
            a </ b + c           => (a</(b+c))
            -a^b                 => (-(a^b))
            -a*b                 => ((-a)*b)
            -a+b                 => ((-a)+b)
            a^-b^c               => (a^(-(b^c)))
            a^-b*c               => ((a^(-b))*c)
            a*-b^c*d             => ((a*(-(b^c)))*d)
            -1^2                 => (-(1^2))
            (-1)^2               => (-1^2)
            2^-1                 => (2^-1)
            -1*2                 => (-1*2)
            --a                  => (-(-a))
            +a                   => (+a)
            (a+b)*c              => ((a+b)*c)
            """)
    void precedencesAreThoseOfPrometheus(String text, String grouping) {
        assertThat(grouped(parse(text))).isEqualTo(grouping);
    }

    @Test
    void aSignIsPartOfANumberButNotOfParentheses() {
        assertThat(parse("-1")).isEqualTo(new NumberLiteral(-1, false, new Span(0, 2)));
        assertThat(parse("- 5m")).isEqualTo(new NumberLiteral(-300, true, new Span(0, 4)));
        assertThat(parse("-(1)"))
                .isEqualTo(new Unary(
                        true,
                        new Parentheses(new NumberLiteral(1, false, new Span(2, 3)), new Span(1, 4)),
                        new Span(0, 4)));
    }

    @Test
    void aBinaryExpressionHoldsItsModifiers() {
        assertThat(parse("a > bool on (x) group_right (y) fill_left (1) b"))
                .isEqualTo(new Binary(
                        BinaryOperator.GREATER,
                        metric("a", 0),
                        metric("b", 46),
                        true,
                        new VectorMatching(Cardinality.ONE_TO_MANY, true, List.of("x"), List.of("y"), 1.0, null),
                        new Span(0, 47)));
        assertThat(parse("a and b"))
                .isEqualTo(new Binary(
                        BinaryOperator.AND,
                        metric("a", 0),
                        metric("b", 6),
                        false,
                        new VectorMatching(Cardinality.MANY_TO_MANY, false, List.of(), List.of(), null, null),
                        new Span(0, 7)));
        assertThat(((Binary) parse("a + on () 1")).matching()).isNull();
        assertThat(parse("1 + 1").type()).isEqualTo(ValueType.SCALAR);
        assertThat(parse("1 + a").type()).isEqualTo(ValueType.INSTANT_VECTOR);
    }

    @Test
    void anAggregationHoldsItsGrouping() {
        Expression expected = new Aggregation(
                AggregationOperator.TOPK,
                new NumberLiteral(5, false, new Span(5, 6)),
                metric("up", 8),
                List.of("job", "a.b"),
                true,
                new Span(0, 32));

        assertThat(parse("topk(5, up) without (job, \"a.b\")")).isEqualTo(expected);
        assertThat(((Aggregation) parse("sum(up)")).without()).isFalse();
    }

    @Test
    void aCallHoldsItsArguments() {
        assertThat(parse(" label_join(up, 'a', '') "))
                .isEqualTo(new Call(
                        "label_join",
                        List.of(
                                metric("up", 12),
                                new StringLiteral("a", new Span(16, 19)),
                                new StringLiteral("", new Span(21, 23))),
                        ValueType.INSTANT_VECTOR,
                        new Span(1, 24)));
    }

    @Test
    void aSelectorHoldsItsConditionsInTheOrderOfTheText() {
        assertThat(parse("up{job=~\"n.*\", \"a.b\"!=''} offset 5m @ 1.5 anchored"))
                .isEqualTo(new VectorSelector(
                        "up",
                        List.of(
                                new Matcher("job", Matcher.Operator.MATCHES, "n.*"),
                                new Matcher("a.b", Matcher.Operator.NOT_EQUAL, ""),
                                Matcher.equal(Labels.METRIC_NAME, "up")),
                        new TimeShift(
                                new DurationExpression.Literal(300, true, new Span(33, 35)),
                                new TimeShift.Anchor.Time(1500)),
                        RangeKind.ANCHORED,
                        new Span(0, 50)));
        assertThat(parse("{\"up\"}"))
                .isEqualTo(new VectorSelector(
                        null,
                        List.of(Matcher.equal(Labels.METRIC_NAME, "up")),
                        TimeShift.NONE,
                        RangeKind.PLAIN,
                        new Span(0, 6)));
    }

    @Test
    void aRangeHoldsItsSelectorWithTheShift() {
        TimeShift shift =
                new TimeShift(new DurationExpression.Literal(-60, true, new Span(14, 17)), new TimeShift.Anchor.End());
        VectorSelector selector = new VectorSelector(
                "up", List.of(Matcher.equal(Labels.METRIC_NAME, "up")), shift, RangeKind.PLAIN, new Span(0, 2));

        assertThat(parse("up[5m] offset -1m @ end()"))
                .isEqualTo(new MatrixSelector(
                        selector, new DurationExpression.Literal(300, true, new Span(3, 5)), new Span(0, 25)));
    }

    @Test
    void aSubqueryHoldsItsStepAndShift() {
        assertThat(parse("up[1h:60] @ start()"))
                .isEqualTo(new Subquery(
                        metric("up", 0),
                        new DurationExpression.Literal(3600, true, new Span(3, 5)),
                        new DurationExpression.Literal(60, true, new Span(6, 8)),
                        new TimeShift(null, new TimeShift.Anchor.Start()),
                        new Span(0, 19)));
        assertThat(((Subquery) parse("up[1h:]")).step()).isNull();
    }

    @Test
    void aComputedDurationHoldsItsParts() {
        DurationExpression range = ((MatrixSelector) parse("up[2 * -step() + min(5m, range())]")).range();

        assertThat(range)
                .isEqualTo(new DurationExpression.Binary(
                        DurationExpression.Operator.ADD,
                        new DurationExpression.Binary(
                                DurationExpression.Operator.MULTIPLY,
                                new DurationExpression.Literal(2, false, new Span(3, 4)),
                                new DurationExpression.Unary(
                                        true, new DurationExpression.Step(new Span(8, 14)), new Span(7, 14)),
                                new Span(3, 14)),
                        new DurationExpression.Binary(
                                DurationExpression.Operator.MINIMUM,
                                new DurationExpression.Literal(300, true, new Span(21, 23)),
                                new DurationExpression.Range(new Span(25, 32)),
                                new Span(17, 33)),
                        new Span(3, 33)));
    }

    @Test
    void theTimeOfAnAnchorIsRoundedToMilliseconds() {
        assertThat(((VectorSelector) parse("up @ 0.0015")).shift().anchor()).isEqualTo(new TimeShift.Anchor.Time(2));
        assertThat(((VectorSelector) parse("up @ -0.0015")).shift().anchor()).isEqualTo(new TimeShift.Anchor.Time(-2));
    }
}
