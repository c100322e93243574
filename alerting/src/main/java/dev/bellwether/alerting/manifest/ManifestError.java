package dev.bellwether.alerting.manifest;

/**
 * Why a manifest is not in force.
 *
 * @param file the file's name
 * @param line its line, from 1
 * @param column its column, from 1
 * @param message what was found and what is allowed
 */
public record ManifestError(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
