package dev.bellwether.agent.main;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, from its archive. */
public final class AgentVersion implements IVersionProvider {
    /** The version, or {@code development} where it does not run from an archive. */
    public static String version() {
        String version = AgentVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"bellwether agent " + version()};
    }
}
