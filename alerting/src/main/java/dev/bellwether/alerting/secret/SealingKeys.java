package dev.bellwether.alerting.secret;

import dev.bellwether.model.alert.SecretSource.Sealed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which secrets are sealed: the newest seals, every one opens. AES-256-GCM with a random nonce; the place that a
 * value is meant for is bound to it, so that it cannot be carried elsewhere. Immutable, and its text shows no key.
 *
 * <p>As text: a line {@code <id> <32 bytes in Base64>} for each key, the newest first, {@value #MOST} at most. Empty lines and
 * those that begin with {@code #} are passed over.
 */
public final class SealingKeys {
    /** How many keys there can be: the one in use, and the one before, under which others may have sealed. */
    public static final int MOST = 2;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Key> keys;

    private record Key(String id, SecretKey secret) {
        @Override
        public String toString() {
            return id;
        }
    }

    private SealingKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** One new key. */
    public static SealingKeys generate() {
        return new SealingKeys(List.of(newKey()));
    }

    /**
     * The keys of a text.
     *
     * @throws IllegalArgumentException with the line, and without what stands in it, where the text has none
     */
    public static SealingKeys parse(String text) {
        List<Key> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                Key key = key(line.strip(), number);
                if (!ids.add(key.id())) {
                    throw new IllegalArgumentException(
                            "line " + number + " of the sealing keys has the id of another: " + key.id());
                }
                keys.add(key);
            }
        }
        if (keys.isEmpty() || keys.size() > MOST) {
            throw new IllegalArgumentException(
                    "there are " + keys.size() + " sealing keys, 1 to " + MOST + " are needed");
        }
        return new SealingKeys(keys);
    }

    private static Key key(String line, int number) {
        String[] parts = line.split("\\s+", -1);
        if (parts.length == 2 && parts[0].matches("[A-Za-z0-9_-]{1,64}")) {
            try {
                byte[] bytes = Base64.getDecoder().decode(parts[1]);
                if (bytes.length == KEY_BYTES) {
                    return new Key(parts[0], new SecretKeySpec(bytes, "AES"));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(fault(number), e);
            }
        }
        throw new IllegalArgumentException(fault(number));
    }

    private static String fault(int number) {
        return "line " + number + " of the sealing keys is no key; an id, a space and " + KEY_BYTES
                + " bytes in Base64 are needed";
    }

    private static Key newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        return new Key(HexFormat.of().formatHex(id), new SecretKeySpec(bytes, "AES"));
    }

    /** These keys with a new one in front; the oldest goes where there are too many. */
    public SealingKeys rotated() {
        List<Key> next = new ArrayList<>();
        next.add(newKey());
        next.addAll(keys.subList(0, Math.min(keys.size(), MOST - 1)));
        return new SealingKeys(next);
    }

    /** The text that {@link #parse} reads: for a Secret, and for nothing else. */
    public String format() {
        StringBuilder text = new StringBuilder();
        for (Key key : keys) {
            text.append(key.id())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(key.secret().getEncoded()))
                    .append('\n');
        }
        return text.toString();
    }

    /** The id of the key that seals. */
    public String newest() {
        return keys.getFirst().id();
    }

    /**
     * Seals a value for a place.
     *
     * @param place for instance {@code team/chat#slack.token}
     */
    public Sealed seal(String value, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        Key key = keys.getFirst();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound(key, place));
            byte[] sealed = cipher.doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte[] box = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, box, NONCE_BYTES, sealed.length);
            return new Sealed(key.id(), Base64.getEncoder().encodeToString(box), place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /**
     * Opens a value.
     *
     * @throws SealedValueException where none of the keys opens it, or it was sealed for another place
     */
    public String open(Sealed sealed) {
        for (Key key : keys) {
            if (key.id().equals(sealed.keyId())) {
                return open(sealed, key);
            }
        }
        throw new SealedValueException(
                "it is sealed under the key " + sealed.keyId() + ", and there are " + keys + " alone", null);
    }

    private static String open(Sealed sealed, Key key) {
        try {
            byte[] box = Base64.getDecoder().decode(sealed.box());
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BITS, box, 0, NONCE_BYTES));
            cipher.updateAAD(bound(key, sealed.place()));
            return new String(cipher.doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SealedValueException(
                    "it does not open under the key " + key + ": it was changed, or sealed for another place", e);
        }
    }

    private static byte[] bound(Key key, String place) {
        return (key.id() + "\0" + place).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealingKeys that && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    @Override
    public String toString() {
        return "SealingKeys" + keys;
    }
}
