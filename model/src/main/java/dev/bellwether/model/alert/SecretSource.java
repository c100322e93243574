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
}
