/** Storage's settings from the environment. Who uses this depends on storage too; nothing else of the module does. */
@NullMarked
package dev.bellwether.process.database;

import org.jspecify.annotations.NullMarked;
