package dev.bellwether.agent.collect;

/**
 * A setting that cannot be used.
 *
 * @param key the setting's name
 * @param value what was found, as text
 * @param allowed what is allowed, ready to be read after "allowed: "
 */
public record SettingError(String key, String value, String allowed) {
    /** One line that names all three. */
    public String message() {
        return key + ": \"" + value + "\" is not allowed; allowed: " + allowed;
    }
}
