package dev.bellwether.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that run. They may start side by side, in any order; they stop in one order, that in which data flows. Safe
 * for use by many threads.
 */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Map<Part, AutoCloseable> running = new ConcurrentSkipListMap<>();

    /** What there is, from what all others need to what data reaches first. */
    enum Part {
        DATA("data"),
        BROKER("broker"),
        DATABASE("database"),
        BLOCKS("blocks"),
        PUBLISHER("publisher"),
        STORAGE("storage"),
        JOBS("jobs"),
        CONTROLS("controls"),
        ALERT_LOG("history"),
        BOARD("board"),
        ALERTS("alert engine"),
        WRITER("writer"),
        RECENT("recent samples"),
        API("API"),
        GATEWAY("gateway"),
        AGENT("agent"),
        DEMO("demo agents"),
        CLASSES("classes");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Keeps a part that has started. */
    <T extends AutoCloseable> T add(Part part, T started) {
        running.put(part, started);
        return started;
    }

    /**
     * Stops all, the one that data reaches first before the others.
     *
     * @param stopped told of each that has stopped, and how long that took
     */
    void stop(BiConsumer<String, Duration> stopped) {
        for (int i = Part.values().length - 1; i >= 0; i--) {
            Part part = Part.values()[i];
            AutoCloseable ending = running.remove(part);
            if (ending != null) {
                long began = System.nanoTime();
                try {
                    ending.close();
                    stopped.accept(part.title(), Duration.ofNanos(System.nanoTime() - began));
                } catch (Exception e) {
                    LOG.warn("{} does not stop in order: {}", part.title(), e.toString());
                }
            }
        }
    }
}
