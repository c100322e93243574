/** Containers and other control groups, with cAdvisor's names. */
@NullMarked
package dev.bellwether.agent.collect.cgroup;

import org.jspecify.annotations.NullMarked;
