package dev.bellwether.alerting.secret;

import dev.bellwether.model.alert.SecretSource.Sealed;
import java.io.IOException;

/** Opens sealed values. Safe for use by many threads; may read a file. */
public interface Unsealer {
    /** Where there is no key. */
    Unsealer NONE = value -> {
        throw new SealedValueException(
                "it is sealed, and this process has no key: BELLWETHER_SEALING_KEY_FILE is not set", null);
    };

    /**
     * The value.
     *
     * @throws IOException where the keys cannot be read now
     * @throws SealedValueException where it does not open
     */
    String open(Sealed sealed) throws IOException;
}
