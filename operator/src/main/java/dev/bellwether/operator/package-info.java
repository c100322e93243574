/** Runs Bellwether on Kubernetes: from custom resources to workloads, and between the API server and the log. */
@NullMarked
package dev.bellwether.operator;

import org.jspecify.annotations.NullMarked;
