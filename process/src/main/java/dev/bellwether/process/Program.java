package dev.bellwether.process;

import java.util.concurrent.CountDownLatch;

/**
 * The frame of a process's main method: logging, what a wrong setting looks like, and an orderly end when the process is told
 * to stop.
 *
 * <p>A main method that uses it must not have touched a logger before.
 */
public final class Program {
    /** How it ends where a setting is wrong. */
    public static final int WRONG_SETTING = 2;

    /** How it ends where it cannot start or go on. */
    public static final int FAILED = 1;

    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private Program() {}

    /** What a process does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Starts the process's parts and comes back when all run, or when it has nothing more to do.
         *
         * @param running takes each part that has started; they stop when the process is told to
         * @throws IllegalArgumentException where a setting is wrong, with a message for the person who made it
         */
        void start(Environment environment, Running running) throws InterruptedException;
    }

    /** Runs until the process is told to stop; ends it with {@value #WRONG_SETTING} or {@value #FAILED} where that fails. */
    public static void run(Body body) throws InterruptedException {
        Environment environment = new Environment(System.getenv());
        try {
            // Before anything else: the first logger that is made reads the configuration.
            configureLogging(environment);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_SETTING);
        }
        Running running = new Running();
        int failure = start(body, environment, running);
        if (failure != 0) {
            running.close();
            System.exit(failure);
        }
        new CountDownLatch(1).await();
    }

    private static int start(Body body, Environment environment, Running running) throws InterruptedException {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            body.start(environment, running);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_SETTING;
        } catch (RuntimeException e) {
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return FAILED;
        }
    }

    /** Readable lines for people, JSON for machines; a configuration that is named on the command line wins. */
    private static void configureLogging(Environment environment) {
        String format = environment.text("BELLWETHER_LOG_FORMAT", "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw new IllegalArgumentException(
                    "BELLWETHER_LOG_FORMAT is \"" + format + "\", allowed are text and json");
        }
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "dev/bellwether/process/logback-" + format + ".xml");
        }
    }
}
