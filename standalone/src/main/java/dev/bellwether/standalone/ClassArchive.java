package dev.bellwether.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the archive of loaded classes (class data sharing) that the launcher gives to later starts, so that they need not
 * read and verify the classes again: once, in a process of its own of low priority, some seconds after the start. Where that
 * fails, starts take a little longer, and that is all.
 */
final class ClassArchive implements AutoCloseable {
    /** Where the archive is to stand; the launcher sets it where none is there that fits the program. */
    static final String TARGET_PROPERTY = "bellwether.class.archive";
    /** The list of classes that this process writes while it loads them. */
    static final String LIST_PROPERTY = "bellwether.class.list";

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final Duration AFTER_START = Duration.ofSeconds(5);

    private final Path list;
    private final Path target;
    private final Thread thread =
            Thread.ofPlatform().name("class-archive").daemon(true).unstarted(this::run);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ClassArchive(Path list, Path target) {
        this.list = list;
        this.target = target;
    }

    /** Begins to make the archive where the launcher asks for one. */
    static Optional<ClassArchive> begin() {
        String list = System.getProperty(LIST_PROPERTY);
        String target = System.getProperty(TARGET_PROPERTY);
        if (list == null || target == null) {
            return Optional.empty();
        }
        ClassArchive archive = new ClassArchive(Path.of(list), Path.of(target));
        archive.thread.start();
        return Optional.of(archive);
    }

    private void run() {
        try {
            if (!stopped.await(AFTER_START.toMillis(), TimeUnit.MILLISECONDS)) {
                make();
            }
        } catch (IOException e) {
            LOG.atInfo().log("no archive of classes is made, starts stay as they are: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void make() throws IOException, InterruptedException {
        Path classes = Files.createTempFile(target.toAbsolutePath().getParent(), "classes", ".list");
        Path fresh = classes.resolveSibling(classes.getFileName() + ".jsa");
        try {
            Files.write(classes, wholeLines());
            Process process = new ProcessBuilder(command(classes, fresh))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                while (process.isAlive() && stopped.getCount() > 0) {
                    boolean unused = process.waitFor(200, TimeUnit.MILLISECONDS);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            if (process.exitValue() == 0 && Files.exists(fresh)) {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                LOG.atInfo().addKeyValue("file", target).log("the next start has its classes in an archive");
            }
        } finally {
            Files.deleteIfExists(classes);
            Files.deleteIfExists(fresh);
        }
    }

    /** The list as far as it is written: its last line may be half of one. */
    private byte[] wholeLines() throws IOException {
        String text = Files.readString(list, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> command(Path classes, Path fresh) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:dump",
                "-Xlog:disable",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + fresh,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path")));
        return command;
    }

    /** Gives up what is under way and waits for that. */
    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        thread.join(Duration.ofSeconds(5));
    }
}
