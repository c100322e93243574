package dev.bellwether.crds.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs a real API server. A parameter of type {@link ApiServer} gets the one that all tests of the process share,
 * with our definitions: use namespaces and names of your own. A test that stops the server starts one of its own by {@link
 * ApiServer#start}. Without {@code KUBEBUILDER_ASSETS} the test is skipped.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@EnabledIfEnvironmentVariable(
        named = ApiServer.ASSETS_VARIABLE,
        matches = ".*\\S.*",
        disabledReason =
                "KUBEBUILDER_ASSETS names no directory with etcd, kube-apiserver and kubectl; `make test` builds them "
                        + "where there is Go")
@ExtendWith(ApiServerExtension.class)
public @interface WithApiServer {}
