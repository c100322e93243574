/** The kind {@code MonitoringStack}: an installation of Bellwether. */
@NullMarked
package dev.bellwether.crds.stack;

import org.jspecify.annotations.NullMarked;
