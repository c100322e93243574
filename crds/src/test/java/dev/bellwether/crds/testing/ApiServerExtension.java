package dev.bellwether.crds.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one API server for all tests of the process when the first asks for it, and closes it after the last. */
final class ApiServerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ApiServerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ApiServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(ApiServer.class, type -> ApiServer.start(), ApiServer.class);
    }
}
