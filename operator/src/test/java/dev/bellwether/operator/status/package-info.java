@NullMarked
package dev.bellwether.operator.status;

import org.jspecify.annotations.NullMarked;
