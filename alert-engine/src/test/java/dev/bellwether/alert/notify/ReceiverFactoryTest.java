package dev.bellwether.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.GroupMessage.Reason;
import dev.bellwether.alert.notify.http.AddressGuard;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.alert.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiverFactoryTest {
    @ParameterizedTest
    @MethodSource("dev.bellwether.alert.notify.ReceiverRequestsTest#kinds")
    void eachKindCanBeTriedOutWithAMarkedTest(String kind) throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            ReceiverSettings settings =
                    Objects.requireNonNull(Kinds.at(server.address("")).get(kind));
            Notifier notifier = Factories.notifier(settings);
            GroupMessage test = TestMessage.of(notifier, "test-1", "", Factories.NOW);

            Factories.receiver(settings).deliver(test);

            assertThat(test.reason()).isEqualTo(Reason.TEST);
            assertThat(server.only().body()).contains("TestNotification");
        }
    }

    @Test
    void secretsComeFromFilesAndTheEnvironmentAtEachDelivery(@TempDir Path directory) throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            Path token = Files.writeString(directory.resolve("token"), "first\n");
            ReceiverSettings settings = new ReceiverSettings.Webhook(
                    new SecretSource.Environment("HOOK"),
                    new HttpCredentials.Bearer(new SecretSource.File(token)),
                    Map.of(),
                    null,
                    "");
            String address = server.address("/hook").toString();
            Receiver receiver = new ReceiverFactory(
                            new AddressGuard(AddressPolicy.STANDALONE),
                            (SSLSocketFactory) SSLSocketFactory.getDefault(),
                            Map.of("HOOK", address)::get,
                            Duration.ofSeconds(10),
                            Factories.CLOCK)
                    .create(Factories.notifier(settings));

            receiver.deliver(Messages.firing());
            Files.writeString(token, "the second\n");
            receiver.deliver(Messages.firing());

            assertThat(server.requests())
                    .extracting(request -> request.headers().get("authorization"))
                    .containsExactly("Bearer first", "Bearer the second");
        }
    }

    @Test
    void testsOfOneNotifierAreGroupsOfTheirOwn() {
        Notifier notifier = Factories.notifier(
                new ReceiverSettings.Teams(new SecretSource.Plain("https://example.org/a"), MessageTemplates.DEFAULT));

        assertThat(TestMessage.of(notifier, "1", "", Factories.NOW).groupKey())
                .isNotEqualTo(TestMessage.of(notifier, "2", "", Factories.NOW).groupKey());
    }
}
