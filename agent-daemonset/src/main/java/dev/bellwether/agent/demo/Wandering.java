package dev.bellwether.agent.demo;

import java.util.random.RandomGenerator;

/**
 * A quantity between 0 and 1 that follows the time of day, wanders around it and has a bad quarter of an hour now and then.
 * For one thread.
 */
final class Wandering {
    private static final double DAY_SECONDS = 86_400;
    private static final double SPIKE_SECONDS = 900;

    private final RandomGenerator random;
    private final double base;
    private final double daily;
    private final double phase;
    private double wander;
    private double spikeLeftSeconds;
    private double spike;

    /**
     * @param base the mean
     * @param daily how far the time of day moves it
     * @param phase where in the day it peaks, 0 to 1
     */
    Wandering(RandomGenerator random, double base, double daily, double phase) {
        this.random = random;
        this.base = base;
        this.daily = daily;
        this.phase = phase;
    }

    double at(double epochSeconds, double passedSeconds) {
        double keep = Math.exp(-passedSeconds / 120);
        wander = wander * keep + random.nextGaussian() * 0.05 * Math.sqrt(1 - keep * keep);
        spikeLeftSeconds -= passedSeconds;
        if (spikeLeftSeconds <= 0) {
            spike = 0;
            if (random.nextDouble() < passedSeconds / (6 * 3_600)) {
                spike = 0.3 + 0.5 * random.nextDouble();
                spikeLeftSeconds = SPIKE_SECONDS * (0.3 + random.nextDouble());
            }
        }
        double ofDay = Math.cos(2 * Math.PI * (epochSeconds / DAY_SECONDS - phase));
        return Math.clamp(base + daily * ofDay + wander + spike, 0.005, 0.99);
    }
}
