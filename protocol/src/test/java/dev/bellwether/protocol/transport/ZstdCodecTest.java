package dev.bellwether.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdCodecTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 70_000, 3_000_000})
    void aMessageOfAnySizeComesBackAsItWas(int size) throws IOException {
        // given
        byte[] message = new byte[size];
        new Random(size).nextBytes(message);
        ZstdCodec codec = new ZstdCodec();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();

        // when
        try (OutputStream target = codec.compress(sent)) {
            target.write(message, 0, size / 2);
            for (int i = size / 2; i < size; i++) {
                target.write(message[i]);
            }
        }

        // then
        try (InputStream received = codec.decompress(new ByteArrayInputStream(sent.toByteArray()))) {
            assertThat(received.readAllBytes()).isEqualTo(message);
        }
    }
}
