package dev.bellwether.operator.certificates;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets that nobody needs to remember. Safe for use by many threads. */
final class RandomTexts {
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 32;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random;

    RandomTexts(SecureRandom random) {
        this.random = random;
    }

    /** 190 bits in letters and digits, which no shell and no URL stumbles over. */
    String password() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            text.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
        }
        return text.toString();
    }

    /** A line of sealing keys: an id, and 32 bytes in Base64. */
    String sealingKey() {
        return HexFormat.of().formatHex(bytes(4)) + " " + Base64.getEncoder().encodeToString(bytes(KEY_BYTES)) + "\n";
    }

    /** The id of a Kafka cluster: a random UUID (version 4) in 22 characters, the first no dash, as Kafka makes them. */
    String clusterId() {
        while (true) {
            byte[] uuid = bytes(16);
            uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x40);
            uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
            String id = Base64.getUrlEncoder().withoutPadding().encodeToString(uuid);
            if (!id.startsWith("-")) {
                return id;
            }
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
