package dev.bellwether.alert.engine;

import dev.bellwether.model.read.SeriesReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine reads from and writes to. It closes rules, ownership, states and feeds.
 *
 * @param rules the rules of all engines
 * @param ownership which of them are ours
 * @param states where states and transitions go
 * @param feeds opens a feed of samples; one stays open, others come and go to fill the windows of new rules
 * @param sink where recorded samples go
 * @param resolutions what people have said of alerts
 * @param storage for rules that reach farther back than windows do, null where there is none; read on a thread of its own
 */
public record EnginePorts(
        RuleLog rules,
        Ownership ownership,
        StateLog states,
        Supplier<SampleFeed> feeds,
        SampleSink sink,
        Resolutions resolutions,
        @Nullable SeriesReader storage) {}
