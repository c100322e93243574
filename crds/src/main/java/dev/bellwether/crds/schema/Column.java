package dev.bellwether.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A column of {@code kubectl get}; columns stand in the order of their annotations. */
@Repeatable(Columns.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Column {
    /** The heading. */
    String name();

    /** Where the value is, as a JSON path. */
    String path();

    /** {@code string}, {@code integer}, {@code boolean} or {@code date}. */
    String type() default "string";

    /** Whether it is shown by {@code kubectl get -o wide} alone. */
    boolean wide() default false;

    /** What it shows. */
    String description();
}
