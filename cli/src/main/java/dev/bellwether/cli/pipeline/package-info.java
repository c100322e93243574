/** {@code bellwether check pipeline}: the way of a sample and of an alert, hop by hop. */
@NullMarked
package dev.bellwether.cli.pipeline;

import org.jspecify.annotations.NullMarked;
