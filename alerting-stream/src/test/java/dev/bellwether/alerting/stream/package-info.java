@NullMarked
package dev.bellwether.alerting.stream;

import org.jspecify.annotations.NullMarked;
