@NullMarked
package dev.bellwether.query;

import org.jspecify.annotations.NullMarked;
