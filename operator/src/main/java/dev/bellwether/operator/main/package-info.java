/**
 * The operator as a process: settings, leadership, pages, an orderly end. Start reading at {@link
 * dev.bellwether.operator.main.OperatorProcess}.
 */
@NullMarked
package dev.bellwether.operator.main;

import org.jspecify.annotations.NullMarked;
