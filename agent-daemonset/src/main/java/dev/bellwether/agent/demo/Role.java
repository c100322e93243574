package dev.bellwether.agent.demo;

/** What a simulated machine is for: its size and how its load is made up. */
enum Role {
    WEB("web", 4, 8L << 30, 0.25, 0.18, 40e6, 2e6),
    WORKER("worker", 8, 16L << 30, 0.45, 0.10, 8e6, 12e6),
    DATABASE("database", 8, 32L << 30, 0.20, 0.08, 20e6, 60e6);

    final String label;
    final int cpus;
    final long memoryBytes;
    final double load;
    final double dailyLoad;

    /** Bytes per second at full load. */
    final double networkRate;

    /** Bytes per second at full load. */
    final double diskRate;

    Role(String label, int cpus, long memoryBytes, double load, double dailyLoad, double networkRate, double diskRate) {
        this.label = label;
        this.cpus = cpus;
        this.memoryBytes = memoryBytes;
        this.load = load;
        this.dailyLoad = dailyLoad;
        this.networkRate = networkRate;
        this.diskRate = diskRate;
    }
}
