package dev.bellwether.agent.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** What SLF4J asks for: loggers that write lines, and nothing of markers and contexts. */
public final class LineLogProvider implements SLF4JServiceProvider {
    private static final String PROVIDER_PROPERTY = "slf4j.provider";
    private static final String API_VERSION = "2.0.99";

    private final LineLoggerFactory loggers = new LineLoggerFactory();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** Makes this the log of the process; to be called before the first logger is made, later it changes nothing. */
    public static void choose() {
        System.setProperty(PROVIDER_PROPERTY, LineLogProvider.class.getName());
    }

    @Override
    public void initialize() {
        // Everything is there from the beginning.
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }
}
