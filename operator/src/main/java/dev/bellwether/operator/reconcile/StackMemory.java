package dev.bellwether.operator.reconcile;

/**
 * What is remembered of one stack between reconciliations.
 *
 * @param writes own writes that informers may not have seen
 * @param bridge its bridge
 */
record StackMemory(WrittenVersions writes, RunningBridge bridge) {}
