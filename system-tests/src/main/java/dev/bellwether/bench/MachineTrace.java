package dev.bellwether.bench;

import dev.bellwether.agent.collect.SampleSink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the collectors of a machine said, second by second. Immutable. */
final class MachineTrace {
    private final List<Tick> ticks;

    /** One second: series in the order of the collectors, and their values. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody writes to it.
    record Tick(List<TracedSeries> series, double[] values) {}

    MachineTrace(List<Tick> ticks) {
        this.ticks = List.copyOf(ticks);
    }

    int length() {
        return ticks.size();
    }

    /** Plays a tick as it was, up to a number of series. Returns how many samples that were. */
    int play(int tick, int maxSeries, SampleSink sink) {
        Tick played = ticks.get(tick);
        TracedSeries before = null;
        int count = Math.min(maxSeries, played.values().length);
        for (int i = 0; i < count; i++) {
            TracedSeries series = played.series().get(i);
            series.play(sink, before, series.labels().toArray(new String[0]), played.values()[i]);
            before = series;
        }
        return count;
    }

    /**
     * The series that were there in every tick, without those that come and go.
     *
     * @param size how many are wanted: more than there are repeats some under another label
     */
    Steady steady(int size) {
        Set<TracedSeries> everywhere = new LinkedHashSet<>(ticks.getFirst().series());
        for (Tick tick : ticks) {
            everywhere.retainAll(Set.copyOf(tick.series()));
        }
        List<TracedSeries> own = new ArrayList<>(everywhere);
        double[][] values = new double[ticks.size()][own.size()];
        for (int t = 0; t < ticks.size(); t++) {
            Map<TracedSeries, Double> tick = new HashMap<>();
            for (int i = 0; i < ticks.get(t).values().length; i++) {
                tick.putIfAbsent(ticks.get(t).series().get(i), ticks.get(t).values()[i]);
            }
            for (int i = 0; i < own.size(); i++) {
                values[t][i] = tick.getOrDefault(own.get(i), 0.0);
            }
        }
        return Steady.of(own, values, size);
    }

    /** A fixed set of series with a value for each in every tick; played in a circle, counters go on. */
    static final class Steady {
        private final List<TracedSeries> series;
        private final List<String[]> labels;
        private final int[] columns;
        private final double[][] values;

        private Steady(List<TracedSeries> series, int[] columns, double[][] values) {
            this.series = series;
            this.labels = series.stream()
                    .map(each -> each.labels().toArray(new String[0]))
                    .toList();
            this.columns = columns;
            this.values = values;
        }

        static Steady of(List<TracedSeries> own, double[][] values, int size) {
            List<TracedSeries> series = new ArrayList<>();
            int[] columns = new int[size];
            for (int i = 0; i < size; i++) {
                int round = i / own.size();
                columns[i] = i % own.size();
                series.add(
                        round == 0 ? own.get(columns[i]) : own.get(columns[i]).copy(round));
            }
            return new Steady(series, columns, values);
        }

        List<TracedSeries> series() {
            return series;
        }

        int size() {
            return columns.length;
        }

        /** The value of a series at any tick from 0. */
        double value(int index, long tick) {
            int column = columns[index];
            int length = values.length;
            double value = values[(int) (tick % length)][column];
            if (series.get(index).isCounter()) {
                value += (tick / length) * (values[length - 1][column] - values[0][column]);
            }
            return value;
        }

        void play(long tick, SampleSink sink) {
            TracedSeries before = null;
            for (int i = 0; i < columns.length; i++) {
                TracedSeries each = series.get(i);
                each.play(sink, before, labels.get(i), value(i, tick));
                before = each;
            }
        }
    }

    /** Writes it down for other processes. */
    void save(Path file) throws IOException {
        Map<TracedSeries, Integer> numbers = new HashMap<>();
        List<TracedSeries> all = new ArrayList<>();
        for (Tick tick : ticks) {
            for (TracedSeries series : tick.series()) {
                if (numbers.putIfAbsent(series, all.size()) == null) {
                    all.add(series);
                }
            }
        }
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(all.size());
            for (TracedSeries series : all) {
                SeriesFile.write(out, series);
            }
            out.writeInt(ticks.size());
            for (Tick tick : ticks) {
                out.writeInt(tick.values().length);
                for (int i = 0; i < tick.values().length; i++) {
                    out.writeInt(
                            Objects.requireNonNull(numbers.get(tick.series().get(i))));
                    out.writeDouble(tick.values()[i]);
                }
            }
        }
    }

    /** Reads what {@link #save} wrote. */
    static MachineTrace load(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            TracedSeries[] all = new TracedSeries[in.readInt()];
            for (int i = 0; i < all.length; i++) {
                all[i] = SeriesFile.read(in);
            }
            List<Tick> ticks = new ArrayList<>();
            int count = in.readInt();
            for (int t = 0; t < count; t++) {
                double[] values = new double[in.readInt()];
                List<TracedSeries> series = new ArrayList<>();
                for (int i = 0; i < values.length; i++) {
                    series.add(all[in.readInt()]);
                    values[i] = in.readDouble();
                }
                ticks.add(new Tick(List.copyOf(series), values));
            }
            return new MachineTrace(ticks);
        }
    }
}
