@NullMarked
package dev.bellwether.operator.certificates;

import org.jspecify.annotations.NullMarked;
