package dev.bellwether.agent.log;

import dev.bellwether.agent.config.LogConfig;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Makes loggers that write to one stream, a line at a time. Safe for use by many threads. */
public final class LineLoggerFactory implements ILoggerFactory {
    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final PrintStream target;
    private final Clock clock;
    private volatile Level level = Level.INFO;
    private volatile LineFormat format = new TextLine();

    LineLoggerFactory() {
        this(System.err, Clock.systemDefaultZone());
    }

    /** Lines go to {@code target}, which stays the caller's; the clock also tells the zone of the text's times. */
    LineLoggerFactory(PrintStream target, Clock clock) {
        this.target = target;
        this.clock = clock;
    }

    /** Takes another level and format, for loggers that exist too. */
    public void apply(LogConfig config) {
        level = Level.valueOf(config.level().name());
        format = config.format() == LogConfig.Format.JSON ? new JsonLine() : new TextLine();
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, absent -> new LineLogger(absent, this));
    }

    boolean writes(Level asked) {
        return asked.toInt() >= level.toInt();
    }

    void write(LogEntry entry) {
        String line = format.line(entry, clock.instant(), clock.getZone());
        synchronized (target) {
            target.print(line);
            target.flush();
        }
    }
}
