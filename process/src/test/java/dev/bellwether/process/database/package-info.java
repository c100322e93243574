@NullMarked
package dev.bellwether.process.database;

import org.jspecify.annotations.NullMarked;
