package dev.bellwether.query.hosts;

import dev.bellwether.model.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * An agent as it is shown.
 *
 * @param id its id
 * @param instance the value of its label {@code instance}, which its samples carry; the id where it has none
 * @param labels the labels that describe it
 * @param incarnation its newest life
 * @param newestSample the time of its newest stored sample
 * @param receivedAt when its newest stored batch came in
 * @param silence how long ago that was
 * @param live whether that is recent enough
 */
public record AgentView(
        String id,
        String instance,
        Labels labels,
        long incarnation,
        Instant newestSample,
        Instant receivedAt,
        Duration silence,
        boolean live) {}
