/** Reading what the kernel shows: files into reused buffers, fields without garbage, a few system calls. */
@NullMarked
package dev.bellwether.agent.collect.read;

import org.jspecify.annotations.NullMarked;
