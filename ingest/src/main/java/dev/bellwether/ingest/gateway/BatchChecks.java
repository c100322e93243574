package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.Answer.Reason;
import dev.bellwether.ingest.gateway.Answer.Refused;
import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Limits that a batch keeps or breaks by itself. Pure functions; the first violation wins. */
final class BatchChecks {
    private final GatewayLimits limits;

    BatchChecks(GatewayLimits limits) {
        this.limits = limits;
    }

    /** The first sample whose time is out of bounds, as an answer; null where there is none. */
    @Nullable
    Refused times(SampleBatch batch, long nowMillis) {
        long latest = nowMillis + limits.maxFuture().toMillis();
        long earliest = nowMillis - limits.maxAge().toMillis();
        for (Section section : batch.sections()) {
            Refused violation = switch (section.values()) {
                case Values.Frame frame -> time(frame.timestampMillis(), earliest, latest);
                case Values.Points points -> times(points.timestampMillis(), earliest, latest);
                case Values.Histograms histograms -> times(histograms.timestampMillis(), earliest, latest);
            };
            if (violation != null) {
                return violation;
            }
        }
        return null;
    }

    /** The first time out of bounds, as an answer; null where there is none. */
    @Nullable
    Refused times(long[] timestampMillis, long earliest, long latest) {
        for (long timestamp : timestampMillis) {
            Refused violation = time(timestamp, earliest, latest);
            if (violation != null) {
                return violation;
            }
        }
        return null;
    }

    private @Nullable Refused time(long timestampMillis, long earliest, long latest) {
        if (timestampMillis > latest) {
            return new Refused(
                    Reason.FROM_THE_FUTURE,
                    "a sample has the time " + Instant.ofEpochMilli(timestampMillis) + ", "
                            + Duration.ofMillis(timestampMillis - latest).plus(limits.maxFuture())
                            + " ahead of the gateway's clock, allowed are " + limits.maxFuture()
                            + "; look at the sender's clock");
        }
        if (timestampMillis < earliest) {
            return new Refused(
                    Reason.TOO_OLD,
                    "a sample has the time " + Instant.ofEpochMilli(timestampMillis) + ", allowed are the last "
                            + limits.maxAge());
        }
        return null;
    }

    /** The first label of a batch's own that breaks a limit, as an answer; null where there is none. */
    @Nullable
    Refused batchLabels(SampleBatch batch) {
        Refused violation = labels(batch.targetLabels(), 0);
        return violation != null ? violation : labels(batch.externalLabels(), 0);
    }

    /** The first series of a block that breaks a limit, as an answer; null where there is none. */
    @Nullable
    Refused series(SeriesBlock block, int batchLabels) {
        for (SeriesDescriptor series : block.series()) {
            Refused violation = series(series.labels(), batchLabels);
            if (violation != null) {
                return violation;
            }
        }
        return null;
    }

    /** What is wrong with the labels of a series, as an answer; null where nothing is. */
    @Nullable
    Refused series(Labels labels, int batchLabels) {
        if (labels.metricName().isEmpty()) {
            return new Refused(Reason.LABEL_INVALID, "series " + labels + " has no name (label __name__)");
        }
        return labels(labels, batchLabels);
    }

    private @Nullable Refused labels(Labels labels, int batchLabels) {
        if (labels.size() + batchLabels > limits.maxLabelsPerSeries()) {
            return new Refused(
                    Reason.LABEL_COUNT,
                    "series " + shortened(labels.metricName()) + " has " + (labels.size() + batchLabels)
                            + " labels, allowed are " + limits.maxLabelsPerSeries());
        }
        for (int i = 0; i < labels.size(); i++) {
            if (labels.name(i).length() > limits.maxLabelNameLength()) {
                return new Refused(
                        Reason.LABEL_LENGTH,
                        "label name " + shortened(labels.name(i)) + " has "
                                + labels.name(i).length() + " characters, allowed are "
                                + limits.maxLabelNameLength());
            }
            if (labels.value(i).length() > limits.maxLabelValueLength()) {
                return new Refused(
                        Reason.LABEL_LENGTH,
                        "label " + labels.name(i) + " of series " + shortened(labels.metricName())
                                + " has a value of " + labels.value(i).length() + " characters, allowed are "
                                + limits.maxLabelValueLength());
            }
            if (labels.name(i).indexOf('\0') >= 0 || labels.value(i).indexOf('\0') >= 0) {
                return new Refused(
                        Reason.LABEL_INVALID,
                        "label " + labels.name(i).replace('\0', '?') + " of series " + shortened(labels.metricName())
                                + " holds a NUL character, which cannot be stored");
            }
        }
        return null;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
