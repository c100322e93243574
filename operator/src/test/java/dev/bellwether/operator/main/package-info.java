@NullMarked
package dev.bellwether.operator.main;

import org.jspecify.annotations.NullMarked;
