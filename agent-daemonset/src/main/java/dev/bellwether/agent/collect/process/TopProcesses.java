package dev.bellwether.agent.collect.process;

import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The few processes with the largest of some number, one by one. Used by one thread. */
final class TopProcesses {
    private final MetricFamily family;
    private final ToDoubleFunction<TrackedProcess> number;
    private final @Nullable TrackedProcess[] top;
    private int count;

    TopProcesses(MetricFamily family, int size, ToDoubleFunction<TrackedProcess> number) {
        this.family = family;
        this.number = number;
        this.top = new TrackedProcess[size];
    }

    /** The first in order has the largest number; those with none of it are left out. */
    void collect(Collection<TrackedProcess> processes, SampleSink sink) {
        count = 0;
        for (TrackedProcess process : processes) {
            if (number.applyAsDouble(process) > 0) {
                insert(process);
            }
        }
        if (count == 0) {
            return;
        }
        family.begin(sink);
        for (int i = 0; i < count; i++) {
            TrackedProcess process = top[i];
            if (process != null) {
                sink.sample(
                        number.applyAsDouble(process),
                        "groupname",
                        process.name,
                        "pid",
                        Integer.toString(process.processId));
                top[i] = null;
            }
        }
    }

    private void insert(TrackedProcess process) {
        int place = count;
        while (place > 0 && isLarger(process, top[place - 1])) {
            place--;
        }
        if (place >= top.length) {
            return;
        }
        int last = Math.min(count, top.length - 1);
        System.arraycopy(top, place, top, place + 1, last - place);
        top[place] = process;
        count = Math.min(count + 1, top.length);
    }

    private boolean isLarger(TrackedProcess process, @Nullable TrackedProcess other) {
        return other == null || number.applyAsDouble(process) > number.applyAsDouble(other);
    }
}
