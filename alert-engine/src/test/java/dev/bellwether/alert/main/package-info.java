@NullMarked
package dev.bellwether.alert.main;

import org.jspecify.annotations.NullMarked;
