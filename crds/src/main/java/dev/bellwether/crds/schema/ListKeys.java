package dev.bellwether.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What tells the elements of a list apart, so that they are unique and server-side apply merges them one by one. Without it a
 * list has one owner and is replaced as a whole.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ListKeys {
    /** Names of the elements' fields; none for a list of texts that is a set. */
    String[] value();
}
