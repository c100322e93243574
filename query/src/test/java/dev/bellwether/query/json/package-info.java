@NullMarked
package dev.bellwether.query.json;

import org.jspecify.annotations.NullMarked;
