package dev.bellwether.agent.config;

import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.BatchIdentity;
import java.nio.file.Path;

/**
 * Section {@code agent}.
 *
 * @param id the agent's name, 1 to 253 characters
 * @param dataDirectory where the agent keeps what must survive its end
 * @param externalLabels labels of the surroundings, added to every series that has none such
 * @param targetLabels labels of this machine, added to every series of its collectors
 */
public record IdentityConfig(String id, Path dataDirectory, Labels externalLabels, Labels targetLabels) {
    /** Where data is kept unless told otherwise. */
    public static final Path DEFAULT_DATA_DIRECTORY = Path.of("/var/lib/bellwether/agent");

    public IdentityConfig {
        if (id.isBlank() || id.length() > BatchIdentity.MAX_AGENT_ID_LENGTH) {
            throw new IllegalArgumentException("id has " + id.length() + " characters, allowed are 1 to "
                    + BatchIdentity.MAX_AGENT_ID_LENGTH + ", not all blank");
        }
        if (!dataDirectory.isAbsolute()) {
            throw new IllegalArgumentException(
                    "dataDirectory is \"" + dataDirectory + "\", allowed is an absolute path");
        }
    }
}
