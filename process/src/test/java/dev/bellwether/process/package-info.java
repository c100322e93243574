@NullMarked
package dev.bellwether.process;

import org.jspecify.annotations.NullMarked;
