package dev.bellwether.cli.pipeline;

/** One step of the way; a hop that works is not looked at again. */
interface Hop {
    /** The parts between which it lies. */
    String name();

    /** Where to look when it fails. */
    String advice();

    /**
     * Looks; blocks while the server answers.
     *
     * @throws dev.bellwether.cli.api.ApiException where the server cannot be asked
     */
    Finding look();
}
