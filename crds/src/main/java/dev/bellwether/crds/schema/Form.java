package dev.bellwether.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form that a text must have: one that is a field, or every one of a list ({@code List<@Form(…) String>}). */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
public @interface Form {
    /** The form. */
    TextForm value();
}
