package dev.bellwether.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in three processes, each on a loopback address of its own, with certificates on every connection. */
class NodeClusterTest {
    private static final String PASSWORD = "password";
    private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAQ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<Process> nodes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Process node : nodes) {
            node.destroyForcibly().waitFor();
        }
    }

    @Test
    void twoOfThreeNodesGoOnAndAStrangerIsNotLetIn() throws Exception {
        // given
        makeCertificate();
        takePorts();
        for (int node = 0; node < 3; node++) {
            nodes.add(start(node, directory.resolve("data-" + node), CLUSTER));
        }
        try (Admin admin = Admin.create(client())) {
            createTopic(admin);
            try (Producer<String, String> producer =
                    new KafkaProducer<>(acknowledged(), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("t", "key", "before")).get(60, TimeUnit.SECONDS);
                assertThat(ready(0)).isEqualTo(200);

                // when
                nodes.get(1).destroyForcibly().waitFor();

                // then
                for (int i = 0; i < 20; i++) {
                    producer.send(new ProducerRecord<>("t", "key" + i, "after")).get(60, TimeUnit.SECONDS);
                }
            }
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(CLUSTER);
        }
        try (Admin stranger = Admin.create(withoutCertificate())) {
            assertThatThrownBy(() -> stranger.listTopics().names().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
        nodes.get(0).destroy();
        assertThat(nodes.get(0).waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aVolumeOfAnotherClusterIsRefused() throws Exception {
        // given
        takePorts();
        LogDirectory.formatFor(directory.resolve("data"), 0, CLUSTER);

        // when
        Process process = start(0, directory.resolve("data"), "AAAAAAAAAAAAAAAAAAAAAg");
        nodes.add(process);

        // then
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("node-0.log")))
                .contains("belongs to the cluster " + CLUSTER + ", this node to AAAAAAAAAAAAAAAAAAAAAg");
    }

    private Process start(int node, Path data, String cluster) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("node-" + node + ".log").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("BELLWETHER_KAFKA_NODES", "3");
        environment.put("BELLWETHER_KAFKA_NODE_ID", String.valueOf(node));
        environment.put("BELLWETHER_KAFKA_CLUSTER_ID", cluster);
        environment.put("BELLWETHER_KAFKA_DATA", data.toString());
        environment.put("BELLWETHER_KAFKA_HOST_PATTERN", "127.0.1.1%d");
        environment.put("BELLWETHER_KAFKA_LISTEN", address(node));
        environment.put("BELLWETHER_KAFKA_PORT", String.valueOf(ports.get(0)));
        environment.put("BELLWETHER_KAFKA_CONTROLLER_PORT", String.valueOf(ports.get(1)));
        environment.put("BELLWETHER_HTTP_PORT", String.valueOf(ports.get(2)));
        if (Files.exists(directory.resolve("tls.crt"))) {
            environment.put(
                    "BELLWETHER_TLS_CERTIFICATES", directory.resolve("tls.crt").toString());
            environment.put(
                    "BELLWETHER_TLS_PRIVATE_KEY", directory.resolve("tls.key").toString());
            environment.put(
                    "BELLWETHER_TLS_CLIENT_AUTHORITIES",
                    directory.resolve("tls.crt").toString());
        }
        return builder.start();
    }

    private static String address(int node) {
        return "127.0.1.1" + node;
    }

    /** Free on the first node's address; nobody else uses the others. */
    private void takePorts() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getByName(address(0)));
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getByName(address(0)));
                ServerSocket third = new ServerSocket(0, 1, InetAddress.getByName(address(0)))) {
            ports.addAll(List.of(first.getLocalPort(), second.getLocalPort(), third.getLocalPort()));
        }
    }

    private void makeCertificate() throws Exception {
        Path store = directory.resolve("certificate.p12");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=kafka",
                "-validity",
                "2",
                "-ext",
                "san=ip:" + address(0) + ",ip:" + address(1) + ",ip:" + address(2),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        java.security.KeyStore keys = java.security.KeyStore.getInstance("PKCS12");
        try (var input = Files.newInputStream(store)) {
            keys.load(input, PASSWORD.toCharArray());
        }
        write("tls.crt", "CERTIFICATE", keys.getCertificate("me").getEncoded());
        write(
                "tls.key",
                "PRIVATE KEY",
                keys.getKey("me", PASSWORD.toCharArray()).getEncoded());
    }

    private void write(String file, String type, byte[] bytes) throws Exception {
        String text = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                directory.resolve(file), "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "me", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    private Map<String, Object> withoutCertificate() throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", address(0) + ":" + ports.get(0) + "," + address(2) + ":" + ports.get(0));
        settings.put("security.protocol", "SSL");
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", Files.readString(directory.resolve("tls.crt")));
        settings.put("request.timeout.ms", "10000");
        settings.put("default.api.timeout.ms", "20000");
        return settings;
    }

    private Map<String, Object> client() throws Exception {
        Map<String, Object> settings = withoutCertificate();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.key", Files.readString(directory.resolve("tls.key")));
        settings.put("ssl.keystore.certificate.chain", Files.readString(directory.resolve("tls.crt")));
        return settings;
    }

    private Map<String, Object> acknowledged() throws Exception {
        Map<String, Object> settings = client();
        settings.remove("default.api.timeout.ms");
        settings.put("acks", "all");
        return settings;
    }

    /** Asked until all nodes are there: before that three copies cannot be had. */
    private void createTopic(Admin admin) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.createTopics(List.of(new NewTopic("t", 3, (short) 3)))
                        .all()
                        .get();
                return;
            } catch (ExecutionException e) {
                assertThat(System.nanoTime())
                        .as("%s; %s", e.getMessage(), logs())
                        .isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private String logs() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int node = 0; node < nodes.size(); node++) {
            all.append(Files.readString(directory.resolve("node-" + node + ".log")));
        }
        return all.toString();
    }

    private int ready(int node) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create("http://" + address(node) + ":" + ports.get(2) + "/readyz");
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
