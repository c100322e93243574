package dev.bellwether.query.story;

/**
 * One thing that happened to an alert.
 *
 * @param timeMillis when, milliseconds since 1970
 * @param kind what sort of thing: {@code alert}, {@code notification}, {@code silence}, {@code acknowledgement}
 * @param what a stable word for programs, such as {@code firing} or {@code sent}
 * @param text a sentence for people
 */
record StoryEvent(long timeMillis, String kind, String what, String text) {}
