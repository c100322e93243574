/**
 * What is generated for a stack: its authority, the certificates of its components, passwords and keys. Pure but for
 * randomness: functions from the Secrets that are there and a time to the Secrets that should be. Start reading at {@link
 * dev.bellwether.operator.certificates.StackSecrets}.
 */
@NullMarked
package dev.bellwether.operator.certificates;

import org.jspecify.annotations.NullMarked;
