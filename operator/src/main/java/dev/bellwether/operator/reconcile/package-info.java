/**
 * Brings the cluster to what a MonitoringStack asks for, and keeps it there. Start reading at {@link
 * dev.bellwether.operator.reconcile.StackReconciler}.
 */
@NullMarked
package dev.bellwether.operator.reconcile;

import org.jspecify.annotations.NullMarked;
