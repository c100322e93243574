package dev.bellwether.agent.collect.process;

/** The states of a process that process-exporter tells apart. */
enum ProcessState {
    RUNNING("Running"),
    SLEEPING("Sleeping"),
    WAITING("Waiting"),
    ZOMBIE("Zombie"),
    OTHER("Other");

    final String label;

    ProcessState(String label) {
        this.label = label;
    }

    /** The state of a letter as procfs shows it. */
    static ProcessState of(byte letter) {
        return switch (letter) {
            case 'R' -> RUNNING;
            case 'S' -> SLEEPING;
            case 'D' -> WAITING;
            case 'Z' -> ZOMBIE;
            default -> OTHER;
        };
    }
}
