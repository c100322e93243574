package dev.bellwether.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.Receiver.RetryLaterException;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of receiver makes of good and bad answers, and what it says of them. */
class ReceiverAnswersTest {
    private RecordingServer server;

    @SuppressWarnings("NullAway.Init") // Filled before each test.
    ReceiverAnswersTest() {}

    @BeforeEach
    void start() throws IOException {
        server = new RecordingServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<String> kinds() {
        return Kinds.at(URI.create("http://127.0.0.1")).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void answersMeanTheSameToAllKinds(String kind) throws Exception {
        Receiver receiver = receiver(kind);

        for (int status : new int[] {400, 401, 404}) {
            server.answer(status, Map.of(), "no");
            assertThatThrownBy(() -> receiver.deliver(Messages.firing()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("the receiver answered " + status + ": no");
        }
        server.answer(302, Map.of("Location", server.address("/elsewhere").toString()), "");
        assertThatThrownBy(() -> receiver.deliver(Messages.firing())).isInstanceOf(RefusedException.class);
        server.answer(500, Map.of(), "oops");
        assertThatThrownBy(() -> receiver.deliver(Messages.firing()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the receiver answered 500: oops");
        server.answer(429, Map.of("Retry-After", "7"), "");
        assertThatThrownBy(() -> receiver.deliver(Messages.firing()))
                .isInstanceOfSatisfying(
                        RetryLaterException.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(7)));
        assertThatCode(() -> receiver.deliver(Messages.firing())).doesNotThrowAnyException();
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("idempotency-key", "id-1"))
                .hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noErrorShowsASecretEvenIfTheReceiverRepeatsIt(String kind) throws Exception {
        Receiver receiver = receiver(kind);
        for (int status : new int[] {400, 500, 429}) {
            server.answer(status, Map.of(), RecordingServer.Answer.ECHO);
            Throwable failure = catchThrowable(() -> receiver.deliver(Messages.firing()));
            assertThat(failure).isNotNull();
            assertThat(chain(failure)).doesNotContain("s3cret").contains("the receiver answered " + status);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aReceiverThatIsAwayOrHangsMeansLaterAndNoSecretIsShown(String kind) throws Exception {
        URI away = server.address("");
        server.close();
        Throwable failure =
                catchThrowable(() -> Factories.receiver(settings(kind, away)).deliver(Messages.firing()));
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(chain(failure)).doesNotContain("s3cret");

        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI hanging = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            Throwable timeout = catchThrowable(() -> Factories.receiver(settings(kind, hanging), Duration.ofMillis(100))
                    .deliver(Messages.firing()));
            assertThat(timeout).isInstanceOf(IOException.class);
            assertThat(chain(timeout)).doesNotContain("s3cret").contains("no answer within");
        }
    }

    @Test
    void noSettingsShowASecret() {
        URI address = server.address("");
        Stream.concat(Kinds.at(address).values().stream(), Kinds.others(address).stream())
                .forEach(settings -> {
                    assertThat(settings.toString()).doesNotContain("s3cret");
                    for (RecordComponent component : settings.getClass().getRecordComponents()) {
                        assertThat(component.getName()).isNotBlank();
                        assertThat(String.valueOf(value(component, settings)))
                                .as("%s of %s", component, settings)
                                .doesNotContain("s3cret");
                    }
                });
    }

    @Test
    void everyKindOfSettingsIsTried() {
        URI address = server.address("");
        assertThat(Stream.concat(Kinds.at(address).values().stream(), Kinds.others(address).stream())
                        .map(Object::getClass))
                .containsAll(List.of(ReceiverSettings.class.getPermittedSubclasses()));
    }

    private static Object value(RecordComponent component, ReceiverSettings settings) {
        try {
            return Objects.requireNonNullElse(component.getAccessor().invoke(settings), "null");
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String chain(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable next = failure; next != null; next = next.getCause()) {
            text.append(next).append('\n');
        }
        return text.toString();
    }

    private Receiver receiver(String kind) {
        return Factories.receiver(settings(kind, server.address("")));
    }

    private static ReceiverSettings settings(String kind, URI address) {
        return Objects.requireNonNull(Kinds.at(address).get(kind));
    }
}
