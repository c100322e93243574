/**
 * The words every part of Bellwether shares: labels, matchers, samples, histograms, metadata.
 *
 * <p>Only the JDK is allowed here, and only values: no input or output, no threads. Start reading at {@link
 * dev.bellwether.model.Labels}, then {@link dev.bellwether.model.batch.SampleBatch} for what travels and {@link
 * dev.bellwether.model.read.SeriesReader} for how it is read back.
 */
@NullMarked
package dev.bellwether.model;

import org.jspecify.annotations.NullMarked;
