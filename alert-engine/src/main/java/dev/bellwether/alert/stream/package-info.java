/** The engine's ends of the log: samples in, states and transitions out and in. The only place here that sees Kafka. */
@NullMarked
package dev.bellwether.alert.stream;

import org.jspecify.annotations.NullMarked;
