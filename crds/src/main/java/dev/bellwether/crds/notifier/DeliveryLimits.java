package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;

/**
 * What a receiver may be asked to bear.
 *
 * @param messagesPerMinute how many messages it gets in the long run
 * @param burst how many it may get at once
 * @param maximumAlerts how many alerts one message lists; the others are counted
 * @param maximumAge how long a message is tried before it is given up
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeliveryLimits(
        @Min(1) @Max(999_999_999) @Description("How many messages the receiver gets a minute in the long run.")
        Integer messagesPerMinute,

        @Min(1) @Max(999_999_999) @Description("How many messages the receiver may get at once.")
        Integer burst,

        @Min(1) @Max(1000) @Description("How many alerts one message lists; the others are counted.")
        Integer maximumAlerts,

        @Form(TextForm.POSITIVE_DURATION) @Description("How long a message is tried before it becomes a dead letter.")
        String maximumAge) {
    /** 600 messages a minute, 200 at once, 100 alerts each, tried for an hour. */
    public static final DeliveryLimits USUAL = new DeliveryLimits(600, 200, 100, "1h");

    public DeliveryLimits {
        messagesPerMinute = Objects.requireNonNullElse(messagesPerMinute, 600);
        burst = Objects.requireNonNullElse(burst, 200);
        maximumAlerts = Objects.requireNonNullElse(maximumAlerts, 100);
        maximumAge = Objects.requireNonNullElse(maximumAge, "1h");
    }
}
