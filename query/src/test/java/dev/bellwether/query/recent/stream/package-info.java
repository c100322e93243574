@NullMarked
package dev.bellwether.query.recent.stream;

import org.jspecify.annotations.NullMarked;
