/** Everything together as a user has it: end to end, and faults that are really caused. */
@NullMarked
package dev.bellwether.system;

import org.jspecify.annotations.NullMarked;
