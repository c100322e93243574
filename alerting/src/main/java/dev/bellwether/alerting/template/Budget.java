package dev.bellwether.alerting.template;

/** What one rendering has taken of its limits. Used by one thread. */
final class Budget {
    private static final int STEPS_PER_LOOK_AT_CLOCK = 64;

    private final TemplateLimits limits;
    private final long deadlineNanos;
    private int steps;
    private int depth;
    private int queries;

    Budget(TemplateLimits limits) {
        this.limits = limits;
        this.deadlineNanos = System.nanoTime() + limits.timeout().toNanos();
    }

    TemplateLimits limits() {
        return limits;
    }

    void step() {
        steps(1);
    }

    /** Takes steps for work that grows with a value's size. */
    void steps(int count) {
        int before = steps;
        if (count > limits.maxSteps() - steps) {
            throw new LimitExceeded("it takes more than " + limits.maxSteps() + " steps (limit maxSteps)");
        }
        steps += count;
        if (before / STEPS_PER_LOOK_AT_CLOCK != steps / STEPS_PER_LOOK_AT_CLOCK) {
            checkTime();
        }
    }

    void checkTime() {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new LimitExceeded("it takes longer than " + limits.timeout().toMillis() + " ms (limit timeout)");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new LimitExceeded("it was interrupted");
        }
    }

    void enter() {
        if (depth >= limits.maxDepth()) {
            throw new LimitExceeded("it nests more than " + limits.maxDepth() + " deep (limit maxDepth)");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    void query() {
        if (queries >= limits.maxQueries()) {
            throw new LimitExceeded("it asks more than " + limits.maxQueries() + " queries (limit maxQueries)");
        }
        queries++;
        checkTime();
    }

    /** A text of at most the length that output may have. */
    BoundedText text() {
        return new BoundedText(limits.maxOutputLength());
    }

    /** Gives a text back that must not be longer than output may be. */
    String bounded(String text) {
        if (text.length() > limits.maxOutputLength()) {
            throw BoundedText.tooLong(limits.maxOutputLength());
        }
        return text;
    }
}
