/** What a Java type says of its schema beyond its types: descriptions, forms of texts, list keys, columns. */
@NullMarked
package dev.bellwether.crds.schema;

import org.jspecify.annotations.NullMarked;
