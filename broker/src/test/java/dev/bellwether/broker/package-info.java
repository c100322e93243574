@NullMarked
package dev.bellwether.broker;

import org.jspecify.annotations.NullMarked;
