/** Health, metrics, the description of the API and the start page. */
@NullMarked
package dev.bellwether.query.pages;

import org.jspecify.annotations.NullMarked;
