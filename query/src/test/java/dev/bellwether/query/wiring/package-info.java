@NullMarked
package dev.bellwether.query.wiring;

import org.jspecify.annotations.NullMarked;
