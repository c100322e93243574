@NullMarked
package dev.bellwether.query.remote;

import org.jspecify.annotations.NullMarked;
