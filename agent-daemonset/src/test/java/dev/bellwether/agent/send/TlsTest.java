package dev.bellwether.agent.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.wal.Drafts;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final SenderSettings QUICK = new SenderSettings(
            8,
            1 << 20,
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            3,
            Duration.ofMinutes(10));

    @TempDir
    private static Path certificates;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createCertificates() throws Exception {
        TestCertificates.create(certificates, "gateway", "gateway.test", "RSA");
        TestCertificates.create(certificates, "agent", "agent-1", "EC");
    }

    /** A certificate or key, or a file of the test's own. */
    private Path file(String name) {
        return name.endsWith(".crt") || name.endsWith(".key") ? certificates.resolve(name) : directory.resolve(name);
    }

    private ServerCredentials gatewayThatAsksForACertificate() throws IOException {
        return TlsServerCredentials.newBuilder()
                .keyManager(file("gateway.crt").toFile(), file("gateway.key").toFile())
                .trustManager(file("agent.crt").toFile())
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    private BatchSender sender(WriteAheadLog log, int port, SendConfig.SendTls tls, @Nullable Path token) {
        Endpoint endpoint = Endpoint.of(BatchSenderTest.config("grpcs://127.0.0.1:" + port, null, tls, token));
        BatchSender sender = new BatchSender(log, QUICK, List.of(new GrpcConnector(endpoint)), new Random(1));
        sender.start();
        return sender;
    }

    @Test
    void batchesGoThroughMutualTlsWithATokenThatIsReadAgain() throws Exception {
        // given
        Path token = Files.writeString(file("token"), "first\n");
        try (ScriptedGateway gateway = new ScriptedGateway(
                        0, gatewayThatAsksForACertificate(), (batch, stream) -> stream.acknowledge(batch));
                WriteAheadLog log = WriteAheadLog.open(WalSettings.in(file("wal")), "agent-1", Clock.systemUTC())) {
            log.append(Drafts.of(1));
            log.force();
            SendConfig.SendTls tls =
                    new SendConfig.SendTls(file("gateway.crt"), file("agent.crt"), file("agent.key"), "gateway.test");
            // when
            try (BatchSender sender = sender(log, gateway.port(), tls, token)) {
                while (log.status().depthBatches() > 0) {
                    Thread.sleep(1);
                }
                assertThat(sender.status().state()).isEqualTo(SenderStatus.State.CONNECTED);
                // and the token changes before the stream breaks
                Files.writeString(token, "second\n");
                gateway.script((batch, stream) -> {
                    gateway.script((next, nextStream) -> nextStream.acknowledge(next));
                    stream.answers().onError(io.grpc.Status.UNAVAILABLE.asException());
                });
                log.append(Drafts.of(2));
                log.force();
                while (log.status().depthBatches() > 0) {
                    Thread.sleep(1);
                }
            }
            // then
            assertThat(gateway.authorizations()).containsExactly("Bearer first", "Bearer second");
        }
    }

    @Test
    void aGatewayWithAnotherCertificateGetsNothing() throws Exception {
        // given
        try (ScriptedGateway gateway = new ScriptedGateway(
                        0, gatewayThatAsksForACertificate(), (batch, stream) -> stream.acknowledge(batch));
                WriteAheadLog log = WriteAheadLog.open(WalSettings.in(file("wal")), "agent-1", Clock.systemUTC())) {
            log.append(Drafts.of(1));
            log.force();
            SendConfig.SendTls trustsItself =
                    new SendConfig.SendTls(file("agent.crt"), file("agent.crt"), file("agent.key"), "gateway.test");
            // when
            try (BatchSender sender = sender(log, gateway.port(), trustsItself, null)) {
                while (sender.status().connections() < 3) {
                    Thread.sleep(1);
                }
                // then
                assertThat(gateway.received()).isEmpty();
                assertThat(sender.status().lastFailure()).contains("UNAVAILABLE");
                assertThat(log.status().depthBatches()).isEqualTo(1);
            }
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithoutTheirContents() throws IOException {
        // given
        Path nonsense = Files.writeString(file("nonsense.pem"), "secret nonsense");
        Path blank = Files.writeString(file("blank"), "a b\nc");
        // when, then
        assertThatThrownBy(() -> TlsContext.of(new SendConfig.SendTls(nonsense, null, null, null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nonsense.pem");
        assertThatThrownBy(() -> PemPrivateKey.read(nonsense))
                .hasMessageContaining("nonsense.pem")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> BearerToken.read(blank))
                .hasMessageContaining("blank")
                .hasMessageNotContaining("a b");
    }
}
