package dev.bellwether.process;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/** A process that logs, and ends as its first argument says: {@code well}, {@code setting} or {@code failure}. */
final class ExampleProgram {
    private ExampleProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Program.run((environment, running) -> {
            LoggerFactory.getLogger(ExampleProgram.class).info("started");
            LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient").debug("detail");
            running.add(() -> System.out.println("stopped"));
            switch (arguments[0]) {
                case "setting" -> environment.required("MISSING");
                case "failure" -> throw new IllegalStateException("it failed");
                default -> {
                    System.out.println("running");
                    Thread.sleep(Duration.ofMinutes(5));
                }
            }
        });
    }
}
