package dev.bellwether.promql.annotation;

import dev.bellwether.promql.expression.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A warning or an info about a query's result.
 *
 * @param severity how bad it is
 * @param text what is shown, without the position; two annotations with one text are the same
 * @param span the part of the query it is about
 * @param monotonicity what was mended, for the info about {@code histogram_quantile} alone
 */
public record Annotation(
        Severity severity, String text, Span span, @Nullable Monotonicity monotonicity) {

    /** How bad an annotation is. */
    public enum Severity {
        WARNING("PromQL warning: "),
        INFO("PromQL info: ");

        private final String prefix;

        Severity(String prefix) {
            this.prefix = prefix;
        }
    }

    /** What was mended in classic histograms whose buckets decreased. */
    public record Monotonicity(
            long firstMillis,
            long lastMillis,
            double lowestBucket,
            double highestBucket,
            double largestDifference,
            int samples) {

        Monotonicity mergedWith(Monotonicity other) {
            return new Monotonicity(
                    Math.min(firstMillis, other.firstMillis),
                    Math.max(lastMillis, other.lastMillis),
                    Math.min(lowestBucket, other.lowestBucket),
                    Math.max(highestBucket, other.highestBucket),
                    Math.max(largestDifference, other.largestDifference),
                    samples + other.samples);
        }
    }

    public static Annotation warning(String text, Span span) {
        return new Annotation(Severity.WARNING, Severity.WARNING.prefix + text, span, null);
    }

    public static Annotation info(String text, Span span) {
        return new Annotation(Severity.INFO, Severity.INFO.prefix + text, span, null);
    }

    static Annotation info(String text, Span span, Monotonicity monotonicity) {
        return new Annotation(Severity.INFO, Severity.INFO.prefix + text, span, monotonicity);
    }

    Annotation mergedWith(Annotation later) {
        if (monotonicity == null || later.monotonicity == null) {
            return later;
        }
        return new Annotation(severity, text, span, monotonicity.mergedWith(later.monotonicity));
    }

    /** The same at another place of the query. */
    Annotation at(Span other) {
        return new Annotation(severity, text, other, monotonicity);
    }

    /** The text with numbers that are known only at the end. */
    public String textWithDetail() {
        if (monotonicity == null) {
            return text;
        }
        return text + ", from buckets " + NumberText.shortest(monotonicity.lowestBucket) + " to "
                + NumberText.shortest(monotonicity.highestBucket) + ", with a max diff of "
                + NumberText.twoDigits(monotonicity.largestDifference) + ", over " + monotonicity.samples
                + " samples from " + second(monotonicity.firstMillis) + " to " + second(monotonicity.lastMillis);
    }

    private static String second(long millis) {
        return Instant.ofEpochSecond(millis / 1000)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
