/** The notify stage at work: who owns which notifiers, the loop of one partition, and the threads that send. */
@NullMarked
package dev.bellwether.alert.notify.stage;

import org.jspecify.annotations.NullMarked;
