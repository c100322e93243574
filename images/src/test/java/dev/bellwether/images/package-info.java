@NullMarked
package dev.bellwether.images;

import org.jspecify.annotations.NullMarked;
