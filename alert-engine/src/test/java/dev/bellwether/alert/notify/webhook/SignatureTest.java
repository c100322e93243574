package dev.bellwether.alert.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
    @Test
    void isTheHmacOfTimeAndBody() {
        String signature =
                Signature.of("key", Instant.ofEpochSecond(1_700_000_000), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac key
        assertThat(signature)
                .isEqualTo("t=1700000000,v1=a438e398bfafc57e4396bb7fc2304422f0f768e965d073ca313cb52e22e6ad03");
    }
}
