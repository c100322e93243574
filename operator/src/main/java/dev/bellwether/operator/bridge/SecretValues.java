package dev.bellwether.operator.bridge;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Secrets that Notifiers name. Nothing of what they hold is ever shown. Methods do not block. */
public interface SecretValues {
    /**
     * What is known of a key.
     *
     * @param known whether the Secret has been looked at; where it has not, its bridge hears of it soon
     * @param value its value, null where the Secret or the key is not there
     */
    record Answer(boolean known, @Nullable String value) {
        @Override
        public String toString() {
            return "Answer[known=" + known + "]";
        }
    }

    /** Looks a key up; from then on changes of the Secret are told. */
    Answer find(String namespace, String name, String key);

    /** Nobody in a namespace names these Secrets any more; the others stay watched. */
    void retain(Set<Name> used);

    /** A Secret. */
    record Name(String namespace, String name) {}
}
