/**
 * The grammar of Go's text/template: text and actions become nodes, every one with its place. Knows no values and no functions.
 */
@NullMarked
package dev.bellwether.alerting.template.syntax;

import org.jspecify.annotations.NullMarked;
