package dev.bellwether.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void recordsSurviveARestart() throws Exception {
        // given
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            createTopic(broker.bootstrapServers());
            send(broker.bootstrapServers(), List.of("one", "two"));
        }

        // when
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            send(broker.bootstrapServers(), List.of("three"));

            // then
            assertThat(readAll(broker.bootstrapServers())).containsExactly("one", "two", "three");
        }
    }

    @Test
    void recordsSurviveAKilledProcess() throws Exception {
        // given
        Process process = startProcess();
        try {
            String address = awaitAddress(process.inputReader(StandardCharsets.UTF_8));
            createTopic(address);
            send(address, List.of("one", "two"));
        } finally {
            // when
            process.destroyForcibly().waitFor();
        }

        // then
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            assertThat(readAll(broker.bootstrapServers())).containsExactly("one", "two");
            send(broker.bootstrapServers(), List.of("three"));
        }
    }

    @Test
    void aDirectoryInUseIsOneClearLine() {
        // given
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerConfig.local(directory))) {
            assertThat(first.port()).isPositive();

            // when, then
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.local(directory)))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("data directory " + directory + " is in use by another broker");
        }
    }

    @Test
    void aPortInUseIsOneClearLineAndLeavesTheDirectoryFree() throws Exception {
        // given
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(BrokerConfig.LOOPBACK, 0));
            int port = taken.getLocalPort();

            // when, then
            assertThatThrownBy(() ->
                            EmbeddedBroker.start(BrokerConfig.local(directory).withPort(port)))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
        }
        DirectoryLock.take(directory).close();
    }

    @Test
    void aDamagedDirectoryIsNamed() throws Exception {
        // given
        Files.writeString(directory.resolve("meta.properties"), "\0\0\0");

        // when, then
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.local(directory)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("meta.properties is damaged");
    }

    @Test
    void argumentsBecomeAConfig() {
        assertThat(BrokerMain.parse(new String[] {"--data", "/x", "--port", "1234", "--set", "a=b=c"}))
                .isEqualTo(new BrokerConfig(Path.of("/x"), "127.0.0.1", 1234, Map.of("a", "b=c")));
        assertThatThrownBy(() -> BrokerMain.parse(new String[] {"--port", "many", "--data", "/x"}))
                .hasMessage("--port is \"many\", allowed are 0 to 65535");
        assertThatThrownBy(() -> BrokerMain.parse(new String[] {"--port", "70000", "--data", "/x"}))
                .hasMessage("port is 70000, allowed are 0 to 65535");
        assertThatThrownBy(() -> BrokerMain.parse(new String[] {"--prot", "1"}))
                .hasMessage("argument --prot is unknown, allowed are --data, --host, --port and --set");
        assertThatThrownBy(() -> BrokerMain.parse(new String[] {}))
                .hasMessage("argument --data is missing; it names the data directory");
    }

    private Process startProcess() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        "--data",
                        directory.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
    }

    private static String awaitAddress(BufferedReader output) throws Exception {
        List<String> lines = new ArrayList<>();
        String line = output.readLine();
        while (line != null) {
            if (line.startsWith("broker serves on ")) {
                return line.substring("broker serves on ".length());
            }
            lines.add(line);
            line = output.readLine();
        }
        throw new AssertionError("the broker ended: " + lines);
    }

    private static void createTopic(String address) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1).configs(Map.of("flush.messages", "1"))))
                    .all()
                    .get();
        }
    }

    private static void send(String address, List<String> values) throws Exception {
        try (Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>("t", 0, "key", value)).get();
            }
        }
    }

    private static List<String> readAll(String address) {
        TopicPartition partition = new TopicPartition("t", 0);
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
