/** Tests of the chart as a user has it: through Helm itself. Start reading at {@link dev.bellwether.helm.Chart}. */
@NullMarked
package dev.bellwether.helm;

import org.jspecify.annotations.NullMarked;
