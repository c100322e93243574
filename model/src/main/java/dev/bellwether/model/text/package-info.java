/** Words for people. */
@NullMarked
package dev.bellwether.model.text;

import org.jspecify.annotations.NullMarked;
