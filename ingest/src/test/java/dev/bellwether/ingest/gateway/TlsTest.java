package dev.bellwether.ingest.gateway;

import static dev.bellwether.ingest.Batches.batch;
import static dev.bellwether.ingest.Batches.block;
import static dev.bellwether.ingest.Batches.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.bellwether.ingest.Pipeline;
import dev.bellwether.process.TlsFiles;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.v1.IngestGrpc;
import dev.bellwether.protocol.v1.PushRequest;
import dev.bellwether.protocol.v1.PushResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    Path directory;

    /** A key and its own certificate, as files. */
    private record Identity(KeyStore store, Path certificate, Path key) {}

    private Identity identity(String name, String subject) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "me",
                        "-dname",
                        subject,
                        "-validity",
                        "2",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD);
        }
        Key key = store.getKey("me", PASSWORD);
        return new Identity(
                store,
                pem(name + ".crt", "CERTIFICATE", store.getCertificate("me").getEncoded()),
                pem(name + ".key", "PRIVATE KEY", key.getEncoded()));
    }

    private Path pem(String file, String type, byte[] bytes) throws Exception {
        Path path = directory.resolve(file);
        Files.writeString(
                path,
                "-----BEGIN " + type + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type
                        + "-----\n");
        return path;
    }

    @Test
    void aClientCertificateSaysWhoAnAgentIsAndWhoseItsSamplesAre() throws Exception {
        // given
        Identity server = identity("server", "CN=gateway");
        Identity agent = identity("agent", "CN=node-1, O=shop");
        Identity stranger = identity("stranger", "CN=node-1, O=shop");
        try (Pipeline pipeline = new Pipeline()) {
            Gateway gateway = pipeline.startGateway(GatewayConfig.LOCAL.withTls(
                    new TlsFiles(server.certificate(), server.key(), Optional.of(agent.certificate()))));

            // when, then
            assertThat(push(gateway, server, agent, "node-1").hasAck()).isTrue();
            assertThat(pipeline.readAll(Topic.SAMPLES))
                    .allMatch(record -> "shop".equals(record.header(BatchHeaders.TENANT)))
                    .hasSize(1);
            assertThatThrownBy(() -> push(gateway, server, agent, "node-2"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            failure ->
                                    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
            assertThatThrownBy(() -> push(gateway, server, stranger, "node-1"))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(getHealth(gateway, server, agent).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> getHealth(gateway, server, stranger)).isInstanceOf(java.io.IOException.class);
        }
    }

    private static PushResponse push(Gateway gateway, Identity server, Identity client, String agent) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1",
                        gateway.grpcPort(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(server.certificate().toFile())
                                .keyManager(
                                        client.certificate().toFile(),
                                        client.key().toFile())
                                .build())
                .build();
        try {
            CompletableFuture<PushResponse> answer = new CompletableFuture<>();
            StreamObserver<PushRequest> requests = IngestGrpc.newStub(channel).push(new StreamObserver<>() {
                @Override
                public void onNext(PushResponse response) {
                    answer.complete(response);
                }

                @Override
                public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                }

                @Override
                public void onCompleted() {}
            });
            requests.onNext(PushRequest.newBuilder()
                    .setBatch(ByteString.copyFrom(whole(batch(agent, 1, 1, block("m", 1)))))
                    .build());
            return answer.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        } finally {
            channel.shutdownNow();
        }
    }

    private static HttpResponse<String> getHealth(Gateway gateway, Identity server, Identity client) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(client.store(), PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.store().getCertificate("me"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gateway.httpPort() + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
