package dev.bellwether.model.alert;

import java.nio.file.Path;

/**
 * Where a secret comes from. It is read each time it is used, so that a changed file is in force at once; what it says never
 * stands in a text of this type, in a log, an error or a status.
 */
public sealed interface SecretSource {
    /**
     * The contents of a file, without white space at its end.
     *
     * @param path an absolute path
     */
    record File(Path path) implements SecretSource {
        public File {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("file is \"" + path + "\"; an absolute path is needed");
            }
        }
    }

    /**
     * A variable of the process's environment.
     *
     * @param name the variable's name
     */
    record Environment(String name) implements SecretSource {
        public Environment {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("environment is \"" + name
                        + "\"; the name of a variable is needed: letters, digits and _, not beginning with a digit");
            }
        }
    }

    /**
     * The value itself: for what is no secret, or for trying something out. Whoever may read the manifest can read it.
     *
     * @param value the value, not blank
     */
    record Plain(String value) implements SecretSource {
        public Plain {
            if (value.isBlank()) {
                throw new IllegalArgumentException("a value is empty");
            }
        }

        @Override
        public String toString() {
            return "Plain[value=…]";
        }
    }

    /**
     * A key of a Kubernetes Secret in the notifier's own namespace. The operator alone reads it, and puts a {@link Sealed} in its
     * place before anybody else sees the notifier.
     *
     * @param name the Secret's name
     * @param key which of its values
     */
    record SecretKey(String name, String key) implements SecretSource {
        public SecretKey {
            if (!name.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
                throw new IllegalArgumentException("name is \"" + name
                        + "\"; the name of a Secret is needed: lower case letters, digits, - and .");
            }
            if (!key.matches("[A-Za-z0-9._-]{1,253}")) {
                throw new IllegalArgumentException(
                        "key is \"" + key + "\"; a key of a Secret is needed: letters, digits, -, _ and .");
            }
        }
    }

    /**
     * A value that only those can read who have the key.
     *
     * @param keyId which key
     * @param box nonce and sealed value, Base64
     * @param place what the value was sealed for, bound to it; who opens it does not believe this but says the place himself
     */
    record Sealed(String keyId, String box, String place) implements SecretSource {
        public Sealed {
            if (keyId.isBlank() || box.isBlank()) {
                throw new IllegalArgumentException("a sealed value needs a key's id and what is sealed");
            }
        }

        /** The same value, to be opened for another place: which fails unless it was sealed for that one. */
        public Sealed at(String actualPlace) {
            return new Sealed(keyId, box, actualPlace);
        }

        @Override
        public String toString() {
            return "Sealed[keyId=" + keyId + "]";
        }
    }
}
