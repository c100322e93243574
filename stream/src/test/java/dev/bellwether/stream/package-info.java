@NullMarked
package dev.bellwether.stream;

import org.jspecify.annotations.NullMarked;
