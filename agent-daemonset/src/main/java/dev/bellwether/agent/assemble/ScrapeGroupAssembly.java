package dev.bellwether.agent.assemble;

import dev.bellwether.agent.scrape.ScrapedSample;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.EncodedBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one kind of one target. A scraper hands over the same descriptor objects from scrape to scrape, so that
 * comparing them is comparing references.
 */
final class ScrapeGroupAssembly {
    private SeriesDescriptor[] keys = {};
    private int[] slots = {};
    private @Nullable Shape shape;

    List<DraftSection> assemble(long tickMillis, List<ScrapedSample> samples) {
        int live = samples.size();
        while (live > 0 && isStale(samples.get(live - 1))) {
            live--;
        }
        List<DraftSection> sections = new ArrayList<>(2);
        Shape before = shape;
        int[] endedSlots = before == null ? new int[0] : slotsIn(before, samples.subList(live, samples.size()));
        List<ScrapedSample> ended = samples.subList(live, samples.size());
        if (before != null && !ended.isEmpty()) {
            sections.addAll(sections(before, tickMillis, ended, endedSlots));
        }
        if (live > 0) {
            List<ScrapedSample> present = samples.subList(0, live);
            if (!isUnchanged(present)) {
                change(present);
            }
            Shape now = shape;
            if (now != null) {
                sections.addAll(sections(now, tickMillis, present, slots));
            }
        }
        return sections;
    }

    private static boolean isStale(ScrapedSample sample) {
        NativeHistogram histogram = sample.histogram();
        return !sample.ownTimestamp() && SpecialValues.isStale(histogram == null ? sample.value() : histogram.sum());
    }

    private boolean isUnchanged(List<ScrapedSample> samples) {
        if (keys.length != samples.size()) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != samples.get(i).series()) {
                return false;
            }
        }
        return true;
    }

    private void change(List<ScrapedSample> samples) {
        Map<SeriesDescriptor, Integer> known = new IdentityHashMap<>();
        List<SeriesDescriptor> series = new ArrayList<>(samples.size());
        SeriesDescriptor[] newKeys = new SeriesDescriptor[samples.size()];
        int[] newSlots = new int[newKeys.length];
        for (int i = 0; i < newKeys.length; i++) {
            SeriesDescriptor descriptor = samples.get(i).series();
            Integer slot = known.putIfAbsent(descriptor, series.size());
            if (slot == null) {
                newSlots[i] = series.size();
                series.add(descriptor);
            } else {
                newSlots[i] = slot;
            }
            newKeys[i] = descriptor;
        }
        shape = Shape.of(series);
        keys = newKeys;
        slots = newSlots;
    }

    /** Where series stand in a shape; −1 for one that does not. */
    private static int[] slotsIn(Shape shape, List<ScrapedSample> samples) {
        if (samples.isEmpty()) {
            return new int[0];
        }
        Map<SeriesDescriptor, Integer> known = new IdentityHashMap<>();
        for (int slot = 0; slot < shape.size(); slot++) {
            known.put(shape.series(slot), slot);
        }
        int[] found = new int[samples.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = known.getOrDefault(samples.get(i).series(), -1);
        }
        return found;
    }

    private static List<DraftSection> sections(Shape shape, long tickMillis, List<ScrapedSample> samples, int[] slots) {
        double[] column = new double[shape.size()];
        Arrays.fill(column, SpecialValues.ABSENT);
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            ScrapedSample sample = samples.get(i);
            boolean inFrame = sample.histogram() == null && sample.timestampMillis() == tickMillis;
            if (slots[i] >= 0 && inFrame && SpecialValues.isAbsent(column[slots[i]])) {
                column[slots[i]] = sample.value();
            } else if (slots[i] >= 0) {
                others.add(i);
            }
        }
        List<DraftSection> sections = shape.frames(tickMillis, column);
        for (int block = 0; block < shape.blocks().size() && !others.isEmpty(); block++) {
            addOthers(shape, block, samples, slots, others, sections);
        }
        return sections;
    }

    private static void addOthers(
            Shape shape,
            int block,
            List<ScrapedSample> samples,
            int[] slots,
            List<Integer> others,
            List<DraftSection> sections) {
        EncodedBlock encoded = shape.blocks().get(block);
        int first = shape.firstSlot(block);
        List<Integer> here = others.stream()
                .filter(i ->
                        slots[i] >= first && slots[i] < first + encoded.block().size())
                .toList();
        int[] points = here.stream()
                .filter(i -> samples.get(i).histogram() == null)
                .mapToInt(Integer::intValue)
                .toArray();
        if (points.length > 0) {
            sections.add(new DraftSection(
                    encoded,
                    new Values.Points(
                            Arrays.stream(points).map(i -> slots[i] - first).toArray(),
                            Arrays.stream(points)
                                    .mapToLong(i -> samples.get(i).timestampMillis())
                                    .toArray(),
                            Arrays.stream(points)
                                    .mapToDouble(i -> samples.get(i).value())
                                    .toArray())));
        }
        addHistograms(encoded, first, samples, slots, here, sections);
    }

    private static void addHistograms(
            EncodedBlock block,
            int first,
            List<ScrapedSample> samples,
            int[] slots,
            List<Integer> here,
            List<DraftSection> sections) {
        List<Integer> indexes = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<NativeHistogram> histograms = new ArrayList<>();
        long bytes = 0;
        for (int i : here) {
            NativeHistogram histogram = samples.get(i).histogram();
            if (histogram != null) {
                long size = BatchQueue.mostBytes(histogram);
                if (bytes + size > BatchQueue.MAX_VALUES_BYTES) {
                    sections.add(histograms(block, indexes, times, histograms));
                    indexes.clear();
                    times.clear();
                    histograms.clear();
                    bytes = 0;
                }
                indexes.add(slots[i] - first);
                times.add(samples.get(i).timestampMillis());
                histograms.add(histogram);
                bytes += size;
            }
        }
        if (!indexes.isEmpty()) {
            sections.add(histograms(block, indexes, times, histograms));
        }
    }

    private static DraftSection histograms(
            EncodedBlock block, List<Integer> indexes, List<Long> times, List<NativeHistogram> histograms) {
        return new DraftSection(
                block,
                new Values.Histograms(
                        indexes.stream().mapToInt(Integer::intValue).toArray(),
                        times.stream().mapToLong(Long::longValue).toArray(),
                        histograms));
    }
}
