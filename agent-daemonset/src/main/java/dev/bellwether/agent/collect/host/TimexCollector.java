package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.ClockAdjustment;
import java.io.IOException;
import java.util.List;

/** How well the kernel's clock is kept, from {@code adjtimex}. Fails with the reason where the call is not allowed. */
public final class TimexCollector implements Collector {
    /** Asks the kernel; a test can put something else here. */
    @FunctionalInterface
    interface Source {
        ClockAdjustment ask() throws IOException;
    }

    private enum Unit {
        PLAIN,
        MICROSECONDS,
        /** Nanoseconds or microseconds, as a bit of the status says. */
        RESOLUTION,
        /** Millionths in units of 2^-16. */
        SCALED_PARTS_PER_MILLION
    }

    private record Field(MetricFamily family, int index, Unit unit) {}

    private static final double MICROSECONDS_PER_SECOND = 1_000_000;
    private static final double NANOSECONDS_PER_SECOND = 1_000_000_000;
    private static final double SCALED_PARTS = 1_000_000.0 * 65_536.0;
    private static final long NANOSECOND_RESOLUTION = 0x2000;

    private static final MetricFamily SYNCHRONISED =
            gauge("sync_status", "Is clock synchronized to a reliable server (1 = yes, 0 = no).");
    private static final List<Field> FIELDS = List.of(
            new Field(
                    gauge("offset_seconds", "Time offset in between local system and reference clock."),
                    ClockAdjustment.OFFSET,
                    Unit.RESOLUTION),
            new Field(
                    gauge("maxerror_seconds", "Maximum error in seconds."),
                    ClockAdjustment.MAXIMUM_ERROR,
                    Unit.MICROSECONDS),
            new Field(
                    gauge("estimated_error_seconds", "Estimated error in seconds."),
                    ClockAdjustment.ESTIMATED_ERROR,
                    Unit.MICROSECONDS),
            new Field(gauge("status", "Value of the status array bits."), ClockAdjustment.STATUS, Unit.PLAIN),
            new Field(
                    gauge("loop_time_constant", "Phase-locked loop time constant."),
                    ClockAdjustment.TIME_CONSTANT,
                    Unit.PLAIN),
            new Field(gauge("tick_seconds", "Seconds between clock ticks."), ClockAdjustment.TICK, Unit.MICROSECONDS),
            new Field(
                    gauge("pps_frequency_hertz", "Pulse per second frequency."),
                    ClockAdjustment.PULSE_FREQUENCY,
                    Unit.SCALED_PARTS_PER_MILLION),
            new Field(gauge("pps_jitter_seconds", "Pulse per second jitter."), ClockAdjustment.JITTER, Unit.RESOLUTION),
            new Field(
                    gauge("pps_shift_seconds", "Pulse per second interval duration."),
                    ClockAdjustment.SHIFT,
                    Unit.PLAIN),
            new Field(
                    gauge("pps_stability_hertz", "Pulse per second stability, average of recent frequency changes."),
                    ClockAdjustment.STABILITY,
                    Unit.SCALED_PARTS_PER_MILLION),
            new Field(
                    counter("pps_jitter_total", "Pulse per second count of jitter limit exceeded events."),
                    ClockAdjustment.JITTER_COUNT,
                    Unit.PLAIN),
            new Field(
                    counter("pps_calibration_total", "Pulse per second count of calibration intervals."),
                    ClockAdjustment.CALIBRATION_COUNT,
                    Unit.PLAIN),
            new Field(
                    counter("pps_error_total", "Pulse per second count of calibration errors."),
                    ClockAdjustment.ERROR_COUNT,
                    Unit.PLAIN),
            new Field(
                    counter(
                            "pps_stability_exceeded_total",
                            "Pulse per second count of stability limit exceeded events."),
                    ClockAdjustment.STABILITY_COUNT,
                    Unit.PLAIN),
            new Field(
                    gauge("tai_offset_seconds", "International Atomic Time (TAI) offset."),
                    ClockAdjustment.ATOMIC_TIME_OFFSET,
                    Unit.PLAIN));
    private static final MetricFamily FREQUENCY =
            gauge("frequency_adjustment_ratio", "Local clock frequency adjustment.");

    private final Source source;

    public TimexCollector() {
        this(ClockAdjustment::ask);
    }

    TimexCollector(Source source) {
        this.source = source;
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge("node_timex_" + name, help);
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_timex_" + name, help);
    }

    @Override
    public String name() {
        return "timex";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        ClockAdjustment clock = source.ask();
        long[] numbers = clock.numbers();
        boolean nanoseconds = (numbers[ClockAdjustment.STATUS] & NANOSECOND_RESOLUTION) != 0;
        double resolution = nanoseconds ? NANOSECONDS_PER_SECOND : MICROSECONDS_PER_SECOND;
        SYNCHRONISED.single(sink, clock.state() == ClockAdjustment.ERROR ? 0 : 1);
        FREQUENCY.single(sink, 1 + numbers[ClockAdjustment.FREQUENCY] / SCALED_PARTS);
        for (Field field : FIELDS) {
            double value = numbers[field.index];
            field.family.single(
                    sink,
                    switch (field.unit) {
                        case PLAIN -> value;
                        case MICROSECONDS -> value / MICROSECONDS_PER_SECOND;
                        case RESOLUTION -> value / resolution;
                        case SCALED_PARTS_PER_MILLION -> value / SCALED_PARTS;
                    });
        }
    }
}
