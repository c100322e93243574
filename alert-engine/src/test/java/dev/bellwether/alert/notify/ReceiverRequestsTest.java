package dev.bellwether.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.notify.RecordingServer.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What each kind of receiver is sent, byte for byte: the files of {@code golden/}. */
class ReceiverRequestsTest {
    static Stream<String> kinds() {
        return Kinds.at(URI.create("http://127.0.0.1")).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aGroupThatFiresIsSentAsTheReceiverWantsIt(String kind) throws Exception {
        assertThat(sent(kind, Messages.firing())).isEqualTo(golden(kind + "-firing"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aGroupThatHasResolvedIsSentAsTheReceiverWantsIt(String kind) throws Exception {
        assertThat(sent(kind, Messages.resolved())).isEqualTo(golden(kind + "-resolved"));
    }

    private static JsonNode sent(String kind, GroupMessage message) throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            URI address = server.address("");
            Factories.receiver(Objects.requireNonNull(Kinds.at(address).get(kind)))
                    .deliver(message);
            Request request = server.only();
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.put("target", request.target());
            ObjectNode headers = json.putObject("headers");
            request.headers().forEach((name, value) -> {
                if (!name.equals("host")) {
                    headers.put(name, value);
                }
            });
            boolean isJson = Objects.requireNonNullElse(request.headers().get("content-type"), "")
                    .startsWith("application/json");
            if (isJson) {
                json.set("body", request.json());
            } else {
                json.put("body", request.body());
            }
            return json;
        }
    }

    private static JsonNode golden(String name) throws IOException {
        String path = "golden/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(ReceiverRequestsTest.class.getResourceAsStream(path), path)) {
            return JsonMapper.shared().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
