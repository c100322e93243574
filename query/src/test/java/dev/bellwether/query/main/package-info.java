@NullMarked
package dev.bellwether.query.main;

import org.jspecify.annotations.NullMarked;
