@NullMarked
package dev.bellwether.query.recent;

import org.jspecify.annotations.NullMarked;
