@NullMarked
package dev.bellwether.operator.desired;

import org.jspecify.annotations.NullMarked;
