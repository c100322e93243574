/** What became of an alert, from the sample to the delivery: history, explanation, and what people say to it. */
@NullMarked
package dev.bellwether.query.story;

import org.jspecify.annotations.NullMarked;
