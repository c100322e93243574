/** The newest samples of the series that rules need. */
@NullMarked
package dev.bellwether.alert.window;

import org.jspecify.annotations.NullMarked;
