package dev.bellwether.agent.assemble;

import dev.bellwether.agent.wal.BatchDraft;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Groups sections by the labels of their target and cuts them into batches that fit, every block inside. Safe for use by
 * many threads; {@link #flush} hands batches over on the calling thread.
 */
public final class BatchQueue {
    /** Room for identity, labels and voids. */
    private static final int RESERVED_BYTES = 32 * 1024;

    private static final int MAX_SECTIONS_BYTES = SampleBatch.MAX_BYTES - RESERVED_BYTES;
    private static final int SECTION_BYTES = 48;

    private final Consumer<BatchDraft> batches;
    private final Map<Labels, List<DraftSection>> waiting = new LinkedHashMap<>();
    private Labels externalLabels;

    /**
     * @param externalLabels labels of the agent's surroundings, for every batch
     * @param batches takes each batch, such as an append to the write-ahead log
     */
    public BatchQueue(Labels externalLabels, Consumer<BatchDraft> batches) {
        this.externalLabels = externalLabels;
        this.batches = batches;
    }

    /** Sets the labels of every batch from now on. */
    public synchronized void externalLabels(Labels labels) {
        externalLabels = labels;
    }

    /** Puts sections where the next flush finds them. */
    public synchronized void add(Labels targetLabels, List<DraftSection> sections) {
        if (!sections.isEmpty()) {
            waiting.computeIfAbsent(targetLabels, absent -> new ArrayList<>()).addAll(sections);
        }
    }

    /** Hands over all that waits, in as few batches as fit. */
    public void flush() {
        for (BatchDraft draft : take()) {
            batches.accept(draft);
        }
    }

    private synchronized List<BatchDraft> take() {
        List<BatchDraft> drafts = new ArrayList<>();
        waiting.forEach((labels, sections) -> cut(labels, sections, drafts));
        waiting.clear();
        return drafts;
    }

    private void cut(Labels labels, List<DraftSection> sections, List<BatchDraft> drafts) {
        List<DraftSection> batch = new ArrayList<>();
        long bytes = 0;
        for (DraftSection section : sections) {
            long size = mostBytes(section);
            if (bytes + size > MAX_SECTIONS_BYTES && !batch.isEmpty()) {
                drafts.add(new BatchDraft(labels, externalLabels, batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(section);
            bytes += size;
        }
        drafts.add(new BatchDraft(labels, externalLabels, batch));
    }

    /** An upper bound of a section's encoded size with its block inside. */
    static long mostBytes(DraftSection section) {
        long values = switch (section.values()) {
            case Values.Frame frame -> 11L * frame.column().length;
            case Values.Points points -> 26L * points.values().length;
            case Values.Histograms histograms -> {
                long total = 0;
                for (NativeHistogram histogram : histograms.histograms()) {
                    total += mostBytes(histogram);
                }
                yield total;
            }
        };
        return SECTION_BYTES + section.block().bytes().length + values;
    }

    /** An upper bound of a histogram's encoded size with its index and time. */
    static long mostBytes(NativeHistogram histogram) {
        long doubles = 8L
                * (histogram.positiveBuckets().length
                        + histogram.negativeBuckets().length
                        + histogram.customValues().length);
        return 96 + doubles + 5L * (histogram.positiveSpans().length + histogram.negativeSpans().length);
    }
}
