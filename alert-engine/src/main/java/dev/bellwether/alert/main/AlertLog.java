package dev.bellwether.alert.main;

import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicLayout;

/**
 * What the alert engine uses of the log. Everything stays the caller's.
 *
 * @param kafka how the log is reached
 * @param layout how its topics stand; all of them
 * @param blocks the series blocks, started
 * @param publisher appends to any topic
 * @param controls the controls, started
 */
public record AlertLog(
        KafkaSettings kafka,
        TopicLayout layout,
        SeriesBlockLog blocks,
        LogPublisher publisher,
        KafkaControls controls) {}
