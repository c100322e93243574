package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.secret.ReceiverSecrets;
import dev.bellwether.alerting.secret.SealedValueException;
import dev.bellwether.alerting.secret.SealingKeys;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.SecretSource;

/** Seals what goes into the log, and sees whether what stands there says the same. Stateless. */
final class SealedControls {
    private SealedControls() {}

    /** What goes into the log: no secret in clear. */
    static Control.Subject sealed(Control.Subject subject, SealingKeys keys) {
        if (!(subject instanceof Control.OfNotifier(Notifier notifier))) {
            return subject;
        }
        return new Control.OfNotifier(ReceiverSecrets.replaced(notifier, (field, source) -> {
            if (!(source instanceof SecretSource.Plain plain)) {
                throw new IllegalStateException(field + " of notifier " + notifier.uid() + " is not in clear");
            }
            return keys.seal(plain.value(), ReceiverSecrets.place(notifier.uid(), field));
        }));
    }

    /** Whether what stands in the log is what is wanted, sealed under the newest key. */
    static boolean same(Control.Subject standing, Control.Subject wanted, SealingKeys keys) {
        if (!(standing instanceof Control.OfNotifier(Notifier notifier))) {
            return standing.equals(wanted);
        }
        try {
            Notifier clear = ReceiverSecrets.replaced(ReceiverSecrets.inPlace(notifier), (field, source) -> {
                if (source instanceof SecretSource.Sealed sealed
                        && sealed.keyId().equals(keys.newest())) {
                    return new SecretSource.Plain(keys.open(sealed));
                }
                return source;
            });
            return new Control.OfNotifier(clear).equals(wanted) && isSealed(notifier);
        } catch (SealedValueException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSealed(Notifier notifier) {
        boolean[] sealed = {true};
        Notifier unused = ReceiverSecrets.replaced(notifier, (field, source) -> {
            sealed[0] &= source instanceof SecretSource.Sealed;
            return source;
        });
        return sealed[0];
    }
}
