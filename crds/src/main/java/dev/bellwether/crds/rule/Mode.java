package dev.bellwether.crds.rule;

/** Whether a rule is evaluated, and whether people hear of it. */
public enum Mode {
    Active,
    /** Evaluated and recorded, never notified. */
    Shadow,
    /** Not evaluated. */
    Paused
}
