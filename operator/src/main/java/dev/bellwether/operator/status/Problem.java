package dev.bellwether.operator.status;

/**
 * What concerns the whole stack.
 *
 * @param reason a reason that somebody should look at
 * @param detail what there is to say, a sentence
 */
public record Problem(Reason reason, String detail) {}
