/** What rules would have done in the past, from the samples that the stack's API has. */
@NullMarked
package dev.bellwether.operator.bridge.preview;

import org.jspecify.annotations.NullMarked;
