package dev.bellwether.ingest.gateway;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Lets a call through with its principal in the context, or ends it with UNAUTHENTICATED. */
final class AuthenticationInterceptor implements ServerInterceptor {
    static final Context.Key<Principal> PRINCIPAL = Context.key("principal");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Authentication authentication;
    private final GatewayMetrics metrics;

    AuthenticationInterceptor(Authentication authentication, GatewayMetrics metrics) {
        this.authentication = authentication;
        this.metrics = metrics;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<Principal> principal = authentication.authenticate(headers.get(AUTHORIZATION), certificates(call));
        if (principal.isEmpty()) {
            metrics.unauthenticated(GatewayMetrics.Door.GRPC);
            call.close(
                    Status.UNAUTHENTICATED.withDescription(
                            "no valid credential; send \"authorization: Bearer <token>\" or a client certificate"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(Context.current().withValue(PRINCIPAL, principal.get()), call, headers, next);
    }

    private static Certificate[] certificates(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return new Certificate[0];
        }
        try {
            return session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            return new Certificate[0];
        }
    }
}
