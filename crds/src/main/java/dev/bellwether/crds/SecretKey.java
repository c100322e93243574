package dev.bellwether.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;

/**
 * A key of a Secret.
 *
 * @param name the Secret
 * @param key the key in its data
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretKey(
        @Required @Form(TextForm.OBJECT_NAME) @Description("Name of the Secret.")
        String name,

        @Required @Form(TextForm.DATA_KEY) @Description("Key in the Secret's data.")
        String key) {
    public SecretKey {
        name = Absent.asEmpty(name);
        key = Absent.asEmpty(key);
    }
}
